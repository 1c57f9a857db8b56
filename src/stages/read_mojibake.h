/* Mojibake: UTF-8 that was once read as Windows-1252 and written as UTF-8 again. Stage-private: read.c's. */
#ifndef GARNER_STAGES_READ_MOJIBAKE_H
#define GARNER_STAGES_READ_MOJIBAKE_H

#include "base/slice.h"

/* The next place from `from` on where characters stand that Windows-1252 makes of one character's UTF-8 bytes, or that
 * stand for bytes that were lost (U+FFFD); SPAN_NONE where there is none. Linear over the text, call by call. */
span mojibake_find(slice text, size_t from);

#endif
