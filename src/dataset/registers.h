/* Registers as sources: what a register of the pack says of the things that documents mention, as a document of its own.
 *
 * Its name is the register's path from the pack's name on, its text the register's bytes, its records aliases with basis
 * `register`: each row that gives another name of an entity gives one, with the row as its place; and a relation for
 * each row of a register of facts whose code is mentioned, its object empty where that is not. The keys of names
 * were found by these rows already, so nothing is joined by them here. */
#ifndef GARNER_DATASET_REGISTERS_H
#define GARNER_DATASET_REGISTERS_H

#include "dataset/keys.h"

/* NULL where it has nothing to say of what is mentioned. In the arena; the register must outlive it. Linear in its rows
 * and in the entities. */
struct document *register_document(const struct register_table *r, struct keys *k, arena *a);

#endif
