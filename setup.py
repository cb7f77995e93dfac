"""Maps the content folders into the package: nothing but ``kg`` reaches site-packages."""

from setuptools import find_packages, setup

FOLDERS = {"kg": "kg", "kg.loaders": "loaders", "kg.schema": "schema", "kg.queries": "queries", "kg.seeds": "seeds"}
SUBPACKAGES = [f"{name}.{sub}" for name, folder in FOLDERS.items() for sub in find_packages(folder)]

setup(package_dir=FOLDERS, packages=[*FOLDERS, *SUBPACKAGES])
