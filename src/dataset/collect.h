/* The reduce: documents in any order → a dataset folder. The same documents give the same bytes.
 *
 * A collection takes over each document with its arena. Documents wait in memory today; the interface lets them spill:
 * nothing outside sees them again, and they are written in order of their names. Not thread-safe: callers hold a lock. */
#ifndef GARNER_DATASET_COLLECT_H
#define GARNER_DATASET_COLLECT_H

#include "base/diag.h"
#include "model/document.h"
#include "rules/pack.h"

enum { FORMAT_CSV = 1, FORMAT_JSONL = 2 };

struct collection;
struct collection *collection_new(const struct pack *pack);
/* Takes over the document and the arena it lives in (*a is {0} afterwards, and d->arena is changed to the new owner's). */
void collection_add(struct collection *c, struct document *d, arena *a);
/* Names of documents that must have arrived; each that did not gets a row with status failed and a finding document-missing. */
void collection_expect(struct collection *c, const slice *names, size_t n);
/* Joins keys and writes every file of the contract into the folder, which must exist and be empty. False with diags: two documents of one
 * name, an id collision, or the system's refusal. Once: entity ids take the place of keys in the documents. *worst: the worst severity among all findings. */
bool collection_write(
        struct collection *c, const char *folder, unsigned formats, struct diags *diags, enum level *worst);
void collection_free(struct collection *c);

#endif
