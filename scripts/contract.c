/* contract: prints docs/contract.md, the dataset contract as a reference page. `make docs` runs it.
 *
 * Files, columns, blocks and findings come from the lists that the programs are compiled from (model/tables.def,
 * model/blocks.def, base/codes.def); what holds for all of them is the text below. */
#include "base/io.h"
#include "dataset/rows.h"

#include <unistd.h>

static struct buf page;

static void put(slice s) { buf_put(&page, s); }
static void line(slice s) {
	put(s);
	buf_byte(&page, '\n');
}

/* A cell of a table in Markdown: a bar would end it. */
static void put_cell(slice s) {
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '|') buf_byte(&page, '\\');
		buf_byte(&page, s.p[i]);
	}
}

static void put_code(slice s) {
	put(S("`"));
	put(s);
	put(S("`"));
}

/* Lines as the page has them. */
/* clang-format off */
static const char introduction[] =
	"# The dataset contract\n"
	"\n"
	"What `garner collect` and `garner run` write into a folder: every file, every column, and what can be relied on.\n"
	"This page is made by `make docs` from the lists that the programs are compiled from. A column may be added at\n"
	"the end of its table; none is moved or renamed.\n"
	"\n"
	"The same documents and rules give the same bytes, on any machine, at any `-j`, in whatever order the documents\n"
	"come.\n"
	"\n"
	"## Files\n"
	"\n"
	"Every table is there in every format asked for (`--formats csv,jsonl`: both by default), with its header alone\n"
	"if it has no rows.\n"
	"\n"
	"- **`NAME.csv`**: UTF-8 without byte-order mark, RFC 4180 but for `\\n` as line end, a header always. A cell\n"
	"  stands in quotes only where it holds a comma, a quote, CR or LF, or begins or ends with a blank. A cell\n"
	"  without value is empty. Values are exact: nothing is guarded against spreadsheets that take a text for a\n"
	"  formula.\n"
	"- **`NAME.jsonl`**: the same rows as JSON Lines, every column a member: integers as numbers, booleans as `true`\n"
	"  and `false`, all else as strings (decimals too, so that no reader rounds them), no value as `null`.\n"
	"- **`annotations.jsonl`**: one document a line, its blocks and records nested, each field with its place, the\n"
	"  text left out; entities stand as ids. Its shape is that of the document line, in `src/model/line.h`.\n"
	"- **`tables/ID.csv`**: each row of `tables` as a table of its own, where CSV is written: the texts of its cells, the\n"
	"  header first; the numbers of its columns where it has none.\n"
	"- **views**: `NAME.csv` and `NAME.jsonl` for each `views/NAME.sql` of the rule packs, in the order of the query,\n"
	"  every column text.\n"
	"- **`datapackage.json`**: a Data Package (version 2, which readers of version 1 take too) with size, SHA-256 and\n"
	"  table schema of every file above. Of a table wide whose header repeats a name, or leaves one out, the first line is\n"
	"  declared a row (`\"header\": false`) and the columns are numbered.\n"
	"- **`provenance.json`**: W3C PROV in its JSON form: the documents, the files of the rule packs and the files above,\n"
	"  each with its SHA-256; each rule with its fingerprint; the version of garner; nothing of the clock or the machine. That every file comes from all\n"
	"  documents and rules is said through two collections, `garner:documents` and `garner:rules`.\n"
	"\n"
	"Rows stand in order of (document, start, end, rule, id), as far as the table has these columns; entities in\n"
	"order of (type, name, id). Text is compared by bytes, numbers by value, and no value comes first.\n"
	"\n"
	"## Types\n"
	"\n"
	"| type | in CSV |\n"
	"| --- | --- |\n"
	"| text | any text |\n"
	"| integer | decimal digits |\n"
	"| boolean | `true`, `false` |\n"
	"| decimal | exact decimal digits: `579700`, `0.125`, `-12` |\n"
	"| EDTF | a date after ISO 8601-2: `2016`, `2016-06`, `2021-04-01`, `2018/2019`, `XXXX-04-01` |\n"
	"\n"
	"## Evidence\n"
	"\n"
	"Every row that was taken from a text says where it stands and what took it. These columns, **E**, come first in\n"
	"the tables that have them:\n"
	"\n";

static const char places[] =
	"\n"
	"Places are half-open ranges of UTF-8 bytes in the document's text, which for plain text is the file as it is,\n"
	"byte-order mark included. Lines end at LF, CRLF or a lone CR. What lies in several pieces has the smallest range\n"
	"that holds them all; the pieces are in `annotations.jsonl` as `parts`.\n"
	"\n"
	"A value that can be read in more than one way stands as the rule pack declares (its order of day and month, its\n"
	"region, 69 to 99 for 1969 to 1999). The other readings are in `annotations.jsonl`, and in the document line, as the\n"
	"record's `alternatives`: by column, the values that it may have besides.\n"
	"\n"
	"A register of a rule pack is a source too. Its name as a document is its path from the pack's name on\n"
	"(`nhs/nhs-systems.csv`), wherever the pack lies; the place is the row. `rule` is the register's name. It stands in\n"
	"`documents` with status `register`, and gives rows, only where it knows something of an entity that a document\n"
	"mentions: its other names, as `aliases` with basis `register`; what a register of facts says of it, as `relations`,\n"
	"whose object is empty and named by `detail` alone where no document mentions it. Coverage is not counted in it.\n"
	"\n"
	"## Ids\n"
	"\n"
	"An id is the first 20 hex digits of SHA-256 over the parts named here, each followed by a NUL byte, numbers in\n"
	"decimal:\n"
	"\n"
	"| of | over |\n"
	"| --- | --- |\n"
	"| a record | document, its kind in the singular (`figure`), start, end, ordinal |\n"
	"| a block | document, `block`, start, end, ordinal |\n"
	"| a finding | document, code, start, end, message (start and end empty for the document as a whole) |\n"
	"| an entity | `entity`, key |\n"
	"\n"
	"The ordinal counts from 0 what has the same kind and place: records in order of their column values, blocks as\n"
	"they stand. So ids stay the same when other documents come and go, or a rule is renamed. Two rows of one table\n"
	"with one id end the run with status 2.\n"
	"\n"
	"The key of a name is `scheme:code` where a register of the rule pack knows it (`ods:QJ2`), else `type:normal\n"
	"form`. Keys that a document states to be names of one thing (`aliases.csv`) are joined; two codes of one scheme\n"
	"never are. An entity's id is made from its key with a code, else from the least of its keys in byte order. Its\n"
	"name is the register's label for the code, else the most frequent name among its mentions; of those the longest,\n"
	"then the first in byte order.\n"
	"\n"
	"## Tables\n";

static const char coverage[] =
	"## Coverage\n"
	"\n"
	"A byte is *claimed* under a mention, figure, date, contact, abbreviation, table cell or list marker; *waived*\n"
	"under an `ignore` rule and not claimed; *unclaimed* if neither, white space not counted. What lies in several\n"
	"pieces claims its pieces; a record of a pack's own kind claims what its columns were read in. `unclaimed.csv` lists numbers, and names: a capitalised word that is not the first of\n"
	"its block or sentence, or a run of two or more. A word that shares a byte with a claim or waiver is left out\n"
	"before runs are formed.\n";
/* clang-format on */

static slice type_text(enum column_type type) {
	switch (type) {
	case COLUMN_TEXT: return S("text");
	case COLUMN_INTEGER: return S("integer");
	case COLUMN_BOOLEAN: return S("boolean");
	case COLUMN_DECIMAL: return S("decimal");
	case COLUMN_EDTF: return S("EDTF");
	}
	return ABSENT;
}

static void put_column(const struct column *c) {
	put(S("| "));
	put_code(c->name);
	put(S(" | "));
	put(type_text(c->type));
	if (c->references.n > 0) {
		put(S(" → "));
		put_code(c->references);
	}
	put(S(" | "));
	put_cell(c->about);
	line(S(" |"));
}

static void put_columns(const struct column *columns, size_t n) {
	line(S("| column | type | meaning |"));
	line(S("| --- | --- | --- |"));
	for (size_t i = 0; i < n; i++) put_column(&columns[i]);
}

/* What the list says as half a sentence begins a sentence here. */
static void put_sentence(slice s) {
	bool lower = s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z';
	if (lower) buf_byte(&page, (char)(s.p[0] - 'a' + 'A'));
	put_cell(slice_drop(s, lower ? 1 : 0));
}

static void put_table(const struct table *t) {
	put(S("\n### "));
	put(t->name);
	put(S("\n\n"));
	put_sentence(t->about);
	if (t->is.n > 0) {
		put(S("; a record with "));
		put(S("`\"is\":\""));
		put(t->is);
		put(S("\"`"));
	}
	line(t->evidence ? S(". E, then:") : S("."));
	line(S(""));
	put_columns(t->columns, t->count);
}

static void put_blocks(void) {
	line(S("\n## Blocks\n"));
	line(S("| kind | holds |"));
	line(S("| --- | --- |"));
	for (int i = 0; i < BLOCK_COUNT; i++) {
		put(S("| "));
		put_code(block_kind_text((enum block_kind)i));
		line(block_is_leaf((enum block_kind)i) ? S(" | text |") : S(" | blocks |"));
	}
}

/* The catalogue lists what is said of documents first, then what is said of rule packs, usage and system. */
static void put_findings(void) {
	line(S("\n## Findings\n"));
	line(S("A check of a rule pack, `checks/NAME.sql`, gives findings with its name as code; those of `rules/core` "
	       "and "
	       "`rules/nhs`\nsay what they look for in their first lines. All other codes are these.\n"));
	line(S("A *note* tells what was rewritten, a *warning* what was kept but wants a look, an *error* what was "
	       "left out.\n"));
	line(S("| code | severity | meaning |"));
	line(S("| --- | --- | --- |"));
	for (int i = 0; i < (int)CODE_PACK_UNREADABLE; i++) {
		enum code code = (enum code)i;
		if (code_level(code) == LEVEL_FATAL) continue;
		put(S("| "));
		put_code(code_text(code));
		put(S(" | "));
		put(level_text(code_level(code)));
		put(S(" | "));
		put_cell(code_meaning(code));
		line(S(" |"));
	}
}

int main(void) {
	put(slice_of(introduction));
	put_columns(evidence_columns, EVIDENCE_COLUMNS);
	put(slice_of(places));
	for (size_t i = 0; i < TABLE_COUNT; i++) put_table(&tables[i]);
	put(slice_of(coverage));
	put_blocks();
	put_findings();
	struct io_writer out = {.fd = STDOUT_FILENO};
	io_put(&out, buf_slice(&page));
	int error = io_flush(&out);
	io_writer_free(&out);
	buf_free(&page);
	return error == 0 ? 0 : 2;
}
