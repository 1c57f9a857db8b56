/* Checks: queries that find what does not agree. checks/NAME.sql → findings with the code NAME.
 *
 * A check gives the columns message, document, start, end, records, expected, found and, if it likes, severity (note,
 * warning, error; warning where it is NULL or there is none), in any order. No row, no finding. Start and end are a
 * place in the document's text, or NULL both: the document as a whole. */
#ifndef GARNER_DATASET_CHECKS_H
#define GARNER_DATASET_CHECKS_H

#include "dataset/library.h"
#include "dataset/sql.h"

/* Is it a check? False with a diag. */
bool check_look(struct sql *s, const struct sql_file *f);

/* Runs every check of the pack and adds what they find to the documents, in an order of its own, whatever the order of
 * the rows. False with a diag where a query fails or names what is not there. */
bool checks_run(struct sql *s, const struct pack *pack, const struct library *documents);

#endif
