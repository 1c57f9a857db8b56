/* Two dataset folders, row by row: what would change from the one to the other.
 *
 * For `garner run --check`, and for the proof with a rule pack, where the second folder is what the sources give. */
#ifndef GARNER_INSPECT_COMPARE_H
#define GARNER_INSPECT_COMPARE_H

#include "base/diag.h"
#include "inspect/lies.h"

/* 1: the same bytes in every file. 0: they differ; *difference is one line that names the first row that would change,
 * "out/figures.csv:12: column value: has 580000, this run gives 579700". -1: a folder could not be read, told in diags. */
int dataset_compare(arena *a, slice old_folder, slice new_folder, slice *difference, struct diags *diags);

/* The same, with the first difference of every file of the old folder told as a lie; `gives` is how a message names
 * the new one ("the source gives"). A digest that differs because a row does is not told again. False: unreadable. */
bool compare_folders(slice old_folder, slice new_folder, slice gives, struct lies *lies, struct diags *diags);

#endif
