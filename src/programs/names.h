/* Paths as text, and the names that documents are given after them. Works on the text of paths alone; touches no file. */
#ifndef GARNER_PROGRAMS_NAMES_H
#define GARNER_PROGRAMS_NAMES_H

#include "base/arena.h"

/* Without empty and "." parts, ".." taken together with what stands before it where that is a name. "" for the current folder. */
slice path_normal(arena *a, slice path);
/* path_normal, made absolute by the folder `from` (itself absolute). */
slice path_absolute(arena *a, slice from, slice path);
slice path_base(slice path);                         /* "b.txt" of "a/b.txt" and of "a/b.txt/" */
slice path_join(arena *a, slice folder, slice path); /* one slash between them */
/* The part of `path` below `folder`, both normal; ABSENT when it does not lie below it. */
slice path_below(slice path, slice folder);

/* A path as a name of a document: itself where it is UTF-8, else with each ill-formed byte as %XX. */
slice name_of_path(arena *a, slice path);

#endif
