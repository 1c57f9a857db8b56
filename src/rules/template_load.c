/* `tables:` of a rule file: see template.h.
 *
 * The pattern of a line with the columns A and B, B twice, is, with (?<g0>…) and so on for the cells,
 *
 *   ^ blanks (cell A) blanks (cell B) blanks (cell B) blanks $
 *
 * where a cell is what its column matches, with no-break spaces behind it, or no-break spaces alone: pages hold empty
 * cells with them. Where all columns repeat, groups at the end of a line may be missing. In a header line a comma or
 * colon may stand before the blanks, and the first cell may be missing. */
#include "rules/template.h"

#include "base/buf.h"
#include "rules/brief.h"
#include "rules/expand.h"
#include "rules/load.h"

/* What a cell matches. */
struct cell_source {
	slice text;  /* the expanded pattern; ABSENT: something is wrong with it */
	size_t size; /* compiled, where the brief of a line may leave it out; or 0 */
};
/* A column as it is read. */
struct column_source {
	slice name;
	struct cell_source row, header;
};
struct source {
	VEC(struct column_source) columns;
	size_t repeated; /* how many of the last ones */
	unsigned least, most;
};

/* ---- columns */

/* Expanded, to be put into a larger pattern. */
static struct cell_source read_cell(struct loader *l, const struct yaml_node *pattern) {
	struct expansion x;
	struct cell_source cell = {.text = ABSENT};
	struct compiled alone = fragments_compile(l->fragments, pattern, PATTERN_MATCH);
	bool fine = alone.regex != NULL && expand(l->fragments, pattern, pattern->text, &x);
	if (fine && x.captures.n > 0) {
		yaml_complain(l->diags, CODE_CAPTURE_UNUSED, pattern, S("a cell's pattern has no captures"),
		        S("write (?: … )"));
		fine = false;
	}
	if (fine) cell.text = expansion_whole(l->a, &x);
	if (fine && brief_may_leave_out(&(struct regex_source){.text = cell.text}))
		cell.size = regex_size_closed(alone.regex);
	regex_free(alone.regex);
	return cell;
}

static void read_column(struct loader *l, struct source *s, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_template_column, &k)) return;
	const struct yaml_node *match = k.v[KEY_template_column_match], *header = k.v[KEY_template_column_header];
	struct column_source c = {.name = schema_text(k.v[KEY_template_column_name])};
	for (size_t i = 0; i < s->columns.n; i++)
		if (c.name.n > 0 && slice_equal(s->columns.v[i].name, c.name))
			yaml_complain(l->diags, CODE_KEY_TWICE, k.v[KEY_template_column_name],
			        say(l->a, S("there is a column "), c.name, S(" already")), ABSENT);
	if (match != NULL) c.row = read_cell(l, match);
	c.header = header != NULL ? read_cell(l, header) : c.row;
	*vec_push(l->a, &s->columns) = c;
}

/* `repeat` names the last columns, in their order. False where something is wrong, which was said. */
static bool read_repeat(struct loader *l, struct source *s, const struct keyed *k) {
	const struct yaml_node *repeat = k->v[KEY_template_repeat], *least = k->v[KEY_template_least],
	                       *most = k->v[KEY_template_most];
	s->least = least != NULL ? (unsigned)schema_integer(least) : 1;
	s->most = most != NULL ? (unsigned)schema_integer(most) : repeat != NULL ? 8 : 1;
	s->repeated = repeat != NULL ? repeat->items.n : 0;
	bool named = s->repeated <= s->columns.n;
	for (size_t i = 0; i < s->repeated && named; i++)
		named = slice_equal(repeat->items.v[i]->text, s->columns.v[s->columns.n - s->repeated + i].name);
	if (!named) {
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN, repeat, S("repeat names the last columns"), ABSENT);
		return false;
	}
	size_t cells = s->columns.n - s->repeated + s->repeated * s->most;
	bool counted = s->least >= 1 && s->least <= s->most && cells <= TEMPLATE_CELLS_MAX &&
	               (s->repeated > 0 || s->most == 1);
	if (!counted)
		yaml_complain(l->diags, CODE_VALUE_UNKNOWN,
		        most != NULL    ? most
		        : least != NULL ? least
		                        : k->self,
		        S("least and most count how often the columns of repeat stand in a line, which has at most 24 "
		          "cells"),
		        ABSENT);
	return counted;
}

/* ---- patterns of lines
 *
 * Each cell compiled by itself, in these brackets; so a line need not be compiled to know that it can be (brief.h). */

struct line_pattern {
	slice text, brief;
	size_t left_out; /* bytes of cells that the brief is without */
	size_t blanks;   /* that a match has at least: one for each gap that may not be missing */
};

/* One being written. */
struct line_writer {
	struct buf text, brief;
	struct line_pattern line;
};

static void line_put(struct line_writer *w, slice text) {
	buf_put(&w->text, text);
	buf_put(&w->brief, text);
}

static struct line_writer line_start(void) {
	struct line_writer w = {.line.left_out = 0};
	line_put(&w, S("^ [\\x20\\t]* "));
	return w;
}

static struct line_pattern line_end(arena *a, struct line_writer *w) {
	line_put(w, S(" \\s* $"));
	w->line.text = arena_copy(a, buf_slice(&w->text));
	w->line.brief = arena_copy(a, buf_slice(&w->brief));
	buf_free(&w->text);
	buf_free(&w->brief);
	return w->line;
}

static void cell_put(arena *a, struct line_writer *w, const struct cell_source *own, size_t cell) {
	line_put(w, S("(?<g"));
	line_put(w, slice_of_u64(a, cell));
	line_put(w, S("> (?: "));
	buf_put(&w->text, own->text);
	buf_put(&w->brief, own->size > 0 ? brief_stand_in : own->text);
	w->line.left_out += own->size;
	line_put(w, S("\n) \\x{A0}* | \\x{A0}+ )"));
}

static struct line_pattern line_pattern(arena *a, const struct source *s, size_t cells, bool header) {
	slice gap = header ? S(" [,:]? [\\x20\\t]+ ") : S(" [\\x20\\t]+ ");
	struct line_writer w = line_start();
	size_t once = s->columns.n - s->repeated, open = 0;
	for (size_t i = 0; i < cells; i++) {
		const struct column_source *c = &s->columns.v[i < once ? i : once + (i - once) % s->repeated];
		/* Only whole groups may be missing, and only where nothing but groups stands in the line. */
		bool group = once == 0 && !header && i > 0 && i % s->repeated == 0;
		bool corner = header && once > 0 && i == 0;
		if (group) open++;
		bool before_group = once == 0 && !header && i + 1 < cells && (i + 1) % s->repeated == 0;
		if (corner) line_put(&w, S("(?: "));
		cell_put(a, &w, header ? &c->header : &c->row, i);
		if (before_group) line_put(&w, S("(?: "));
		if (i + 1 < cells) line_put(&w, gap);
		if (corner) line_put(&w, S(" )?"));
		if (i + 1 < cells && !corner && !before_group && open == 0) w.line.blanks++;
	}
	while (open-- > 0) line_put(&w, S(" )?"));
	return line_end(a, &w);
}

static const struct regex *compile_line(
        struct loader *l, const struct yaml_node *at, struct line_pattern line, size_t cells) {
	struct regex_group names[TEMPLATE_CELLS_MAX];
	struct regex_error error;
	struct regex *r = NULL;
	for (size_t i = 0; i < cells; i++) names[i] = (struct regex_group){.name = slice_of_u64(l->a, i)};
	if (line.left_out > 0 && line.left_out < REGEX_SIZE_SURE)
		r = regex_later(
		        l->a, &(struct regex_source){.text = line.text}, line.brief, line.left_out, names, cells);
	if (r == NULL) r = regex_compile(l->a, line.text, names, cells, &error);
	if (r == NULL)
		yaml_complain(l->diags, CODE_PATTERN, at,
		        say(l->a, S("the columns do not make one pattern: "), error.message), ABSENT);
	return r;
}

static void make_forms(struct loader *l, struct table_template *t, const struct source *s, const struct yaml_node *at) {
	for (size_t i = 0; i < s->columns.n; i++)
		if (s->columns.v[i].row.text.p == NULL || s->columns.v[i].header.text.p == NULL) return; /* was said */
	for (unsigned times = s->most; times >= s->least && times > 0; times--) {
		size_t cells = s->columns.n - s->repeated + s->repeated * times;
		struct template_form *f = vec_push(l->a, &t->forms);
		f->times = times;
		f->cells = cells;
		struct line_pattern row = line_pattern(l->a, s, cells, false);
		struct line_pattern header = line_pattern(l->a, s, cells, true);
		f->row_blanks = row.blanks;
		f->header_blanks = header.blanks;
		f->row = compile_line(l, at, row, cells);
		if (f->row == NULL) return;
		if (t->header != TEMPLATE_HEADER_NONE) f->header = compile_line(l, at, header, cells);
	}
}

static void make_section(
        struct loader *l, struct table_template *t, const struct source *s, const struct yaml_node *at) {
	if (s->columns.n == 0 || s->columns.v[0].row.text.p == NULL) return;
	struct line_writer w = line_start();
	cell_put(l->a, &w, &s->columns.v[0].row, 0);
	t->section = compile_line(l, at, line_end(l->a, &w), 1);
}

/* ---- the rest */

static void read_header(struct loader *l, struct table_template *t, const struct yaml_node *header) {
	static const slice known[] = {{"required", 8}, {"none", 4}};
	if (header == NULL) return;
	if (slice_equal(header->text, known[0]))
		t->header = TEMPLATE_HEADER_REQUIRED;
	else if (slice_equal(header->text, known[1]))
		t->header = TEMPLATE_HEADER_NONE;
	else
		schema_unknown(
		        l->diags, CODE_VALUE_UNKNOWN, header, S("header is required or none"), header->text, known, 2);
}

static const struct regex *condition(struct loader *l, const struct yaml_node *pattern) {
	return pattern == NULL ? NULL : fragments_compile(l->fragments, pattern, PATTERN_MATCH).regex;
}

static void read_example(struct loader *l, struct table_template *t, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_template_example, &k)) return;
	struct template_example x = {.text = schema_text(k.v[KEY_template_example_text]), .origin = load_origin(node)};
	const struct yaml_node *gives = k.v[KEY_template_example_gives];
	for (size_t i = 0; gives != NULL && i < gives->items.n; i++) {
		const struct yaml_node *row = gives->items.v[i];
		if (!schema_check(l->diags, row, SHAPE_WORDS, S("a row of gives"))) continue;
		slices *cells = vec_push(l->a, &x.gives);
		for (size_t c = 0; c < row->items.n; c++) *vec_push(l->a, cells) = row->items.v[c]->text;
		bool fits = t->forms.n == 0;
		for (size_t c = 0; c < t->forms.n; c++) fits = fits || t->forms.v[c].cells == row->items.n;
		if (!fits)
			yaml_complain(l->diags, CODE_VALUE_UNKNOWN, row,
			        say(l->a, S("a row of "), slice_of_u64(l->a, row->items.n),
			                S(" cells, which the columns never make")),
			        ABSENT);
	}
	*vec_push(l->a, &t->examples) = x;
}

/* Behind those of its priority. */
static void add(struct loader *l, struct table_template *t) {
	struct pack *p = l->pack;
	*vec_push(l->a, &p->templates) = t;
	for (size_t i = p->templates.n - 1; i > 0 && p->templates.v[i - 1]->priority < t->priority; i--) {
		p->templates.v[i] = p->templates.v[i - 1];
		p->templates.v[i - 1] = t;
	}
}

static void read_template(struct loader *l, const struct yaml_node *node) {
	struct keyed k;
	if (!schema_read(l->diags, node, MAPPING_template, &k)) return;
	struct table_template *t = arena_alloc(l->a, sizeof *t);
	struct rule *named = arena_alloc(l->a, sizeof *named); /* its id is looked at when all are there */
	struct source s = {0};
	size_t said = l->diags->list.n;
	t->origin = load_origin(node);
	t->priority = schema_integer(k.v[KEY_template_priority]);
	add(l, t); /* at once, so that its patterns will be freed whatever comes */
	load_id(l, named, k.v[KEY_template_id]);
	t->id = named->id;
	t->about = schema_text(k.v[KEY_template_about]);
	t->rows = k.v[KEY_template_rows] != NULL ? (size_t)schema_integer(k.v[KEY_template_rows]) : 2;
	if (k.v[KEY_template_rows] != NULL && schema_integer(k.v[KEY_template_rows]) < 1)
		yaml_complain(
		        l->diags, CODE_VALUE_UNKNOWN, k.v[KEY_template_rows], S("a table has a row at least"), ABSENT);
	read_header(l, t, k.v[KEY_template_header]);
	const struct yaml_node *columns = k.v[KEY_template_columns], *examples = k.v[KEY_template_examples];
	for (size_t i = 0; columns != NULL && i < columns->items.n; i++) read_column(l, &s, columns->items.v[i]);
	if (read_repeat(l, &s, &k) && s.columns.n > 0) make_forms(l, t, &s, columns);
	if (schema_boolean(k.v[KEY_template_sections])) make_section(l, t, &s, columns);
	t->more = condition(l, k.v[KEY_template_more]);
	t->skip = condition(l, k.v[KEY_template_skip]);
	for (size_t i = 0; examples != NULL && i < examples->items.n; i++) read_example(l, t, examples->items.v[i]);
	named->broken = load_is_broken(l, node, said) || t->id.p == NULL || t->forms.n == 0;
	t->named = named;
}

void load_templates(struct loader *l, const struct yaml_node *templates) {
	for (size_t i = 0; i < templates->items.n; i++) read_template(l, templates->items.v[i]);
}

const struct regex *template_line(const struct table_template *t, size_t number) {
	if (number >= 2 * t->forms.n) return t->section;
	const struct template_form *f = &t->forms.v[number / 2];
	return number % 2 == 0 ? f->row : f->header;
}

void template_free(const struct table_template *t) {
	for (size_t i = 0; i < t->forms.n; i++) {
		regex_free(t->forms.v[i].row);
		regex_free(t->forms.v[i].header);
	}
	regex_free(t->section);
	regex_free(t->more);
	regex_free(t->skip);
}
