/* The documents of a collection as queries see them: by number, wherever they wait. */
#ifndef GARNER_DATASET_LIBRARY_H
#define GARNER_DATASET_LIBRARY_H

#include "model/document.h"

struct library {
	void *data;
	size_t (*find)(void *data, slice name); /* the number of the document, or SIZE_MAX */
	slice (*name)(void *data, size_t number);
	slice (*text)(void *data, size_t number); /* ABSENT where it has none; valid until the next call */
	/* A finding more; what it holds is copied, but for its code. */
	void (*add)(void *data, size_t number, const struct finding *f);
};

#endif
