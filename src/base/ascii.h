/* Classes of ASCII bytes, whatever the locale says. A byte above 127 is in none, be char signed or not. Characters beyond
 * ASCII are utf8.h's. */
#ifndef GARNER_BASE_ASCII_H
#define GARNER_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(int c) { return c >= '0' && c <= '9'; }
static inline bool ascii_is_lower(int c) { return c >= 'a' && c <= 'z'; }
static inline bool ascii_is_upper(int c) { return c >= 'A' && c <= 'Z'; }
static inline bool ascii_is_letter(int c) { return ascii_is_lower(c) || ascii_is_upper(c); }
static inline bool ascii_is_blank(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); } /* \t \n \v \f \r and space */

static inline char ascii_lower(char c) { return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c; }

#endif
