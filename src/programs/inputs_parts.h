/* What the files of inputs share. Not for other modules. */
#ifndef GARNER_PROGRAMS_INPUTS_PARTS_H
#define GARNER_PROGRAMS_INPUTS_PARTS_H

#include "programs/inputs.h"

/* Fills the list from the operands from number `first` on and from --files-from. False with a message. */
bool inputs_find(struct inputs *in, size_t first);
/* The path of number i as a person knows it, in the arena or as long as the inputs. */
slice input_path(const struct inputs *in, size_t i, arena *a);
/* Number i as it was found. */
struct input input_at(const struct inputs *in, size_t i, arena *a);
/* No two documents have one name: false with a message that names both places. The place must outlive the inputs. */
bool input_take_name(struct inputs *in, slice name, slice place);

#endif
