/* Rows as bytes: the one place that says how a row looks in CSV and in JSON Lines.
 *
 * CSV: RFC 4180 but for '\n' as line end. JSON: an object with every column; positions and counts as numbers, flags as
 * booleans, decimals and all else as strings, an empty cell as null. An integer cell that is no integer, which only a
 * foreign line can bring, stays a string: no value is lost. */
#ifndef GARNER_DATASET_WRITE_H
#define GARNER_DATASET_WRITE_H

#include "base/buf.h"
#include "model/table.h"

void write_csv_header(struct buf *out, const struct table *t);
void write_csv_row(struct buf *out, const struct table *t, const slice *cells);
void write_json_row(struct buf *out, const struct table *t, const slice *cells);

#endif
