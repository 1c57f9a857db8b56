/* The reduce: documents in any order → a dataset folder. The same documents give the same bytes.
 *
 * A collection copies what each document holds, in memory up to a budget and beyond it in a temporary file, as it does
 * with what they say of keys; what grows with the number of documents is their names and places. collection_take is for
 * any thread, all else for one at a time. */
#ifndef GARNER_DATASET_COLLECT_H
#define GARNER_DATASET_COLLECT_H

#include "base/diag.h"
#include "model/document.h"
#include "rules/pack.h"

enum { FORMAT_CSV = 1, FORMAT_JSONL = 2 };

struct collection;
struct collection *collection_new(const struct pack *pack);
/* The folder for its temporary files, instead of that of the system. Must outlive it; to be called first. */
void collection_folder(struct collection *c, const char *folder);
void collection_threads(struct collection *c, size_t threads); /* that collection_write may use; 1 */

/* What a thread needs to hand documents over; {0} is valid. */
struct collection_hand {
	arena scratch;
	struct buf frozen;
};
void collection_hand_free(struct collection_hand *h);
/* Where documents come from, for messages: a number for collection_take. */
uint32_t collection_source(struct collection *c, slice name);
enum { SOURCE_UNKNOWN = 0 };
/* Copies the document. `line`: of the source; 0: none. False where that failed, which collection_write tells. */
bool collection_take(
        struct collection *c, struct collection_hand *h, const struct document *d, uint32_t source, uint64_t line);
/* Takes the document and gives back the arena that it lives in (*a is {0} afterwards). */
void collection_add(struct collection *c, struct document *d, arena *a);
/* Names of documents that must have arrived; each that did not gets a row with status failed and a finding document-missing. */
void collection_expect(struct collection *c, const slice *names, size_t n);
/* Begins, beside the threads that bring documents, what writing takes that no document tells: the database of the pack's
 * queries. For when there is time; collection_write does it else. Needs the folder; once. */
void collection_prepare(struct collection *c);
/* Joins keys and writes every file of the contract into the folder, which must exist and be empty. False with diags: two documents of one
 * name, an id collision, or the system's refusal. Once. *worst: the worst severity among all findings. */
bool collection_write(
        struct collection *c, const char *folder, unsigned formats, struct diags *diags, enum level *worst);
void collection_free(struct collection *c);

#endif
