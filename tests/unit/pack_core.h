/* The pack "core" of tests about packs: a register, two fragments and a rule for dates. Include it behind packs.h. */
#ifndef GARNER_TESTS_PACK_CORE_H
#define GARNER_TESTS_PACK_CORE_H

#include "packs.h"

#define CORE "pack: core\nregion: GB\nregisters:\n  months: {file: months.csv, key: [word]}\n"

static inline void write_core(void) {
	write_pack_file("core/pack.yaml", S(CORE));
	write_pack_file("core/months.csv", S("word,number\nMay,5\nJune,6\n"));
	write_pack_file("core/a.rules.yaml", S("fragments:\n"
	                                       "  decimal: {match: '\\d+ (?: \\. \\d+ )?'}\n"
	                                       "  month: {words: {register: months, column: word}}\n"
	                                       "rules:\n"
	                                       "  - id: core.date\n"
	                                       "    emit: date\n"
	                                       "    match: '(?<day> \\d\\d? ) \\s (?<month> {{month}} )'\n"
	                                       "    as: date\n"));
}

#define RULE "rules:\n  - id: a\n    emit: figure\n"
#define MATCH RULE "    match: 'x (?<number> \\d ) y'\n"
#define NUMBER MATCH "    as: number\n"

/* Of the first diag. */
static inline slice hint(void) { return said.list.v[0].hint; }

#endif
