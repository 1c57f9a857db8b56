/* The version of this garner: what --version prints and provenance.json names. */
#ifndef GARNER_BASE_VERSION_H
#define GARNER_BASE_VERSION_H

#define GARNER_VERSION "0.1.0"

#endif
