/* Table templates (rules/template.h) over a document: which lines they take. What becomes of those lines is
 * extract_recut.c's.
 *
 * A template looks at runs: lines of paragraphs with no blank line between them. From each line on that nothing has
 * taken yet, the templates are tried in their order. One that fits takes a header line, if it has one, and the rows
 * below it: lines that its row pattern matches as a whole, and among them sections, wrapped ends, lines to skip, and
 * single lines that fit nothing (kept in the first column, with a finding). Of the numbers of times that its columns
 * may repeat, the one counts that fits most lines. */
#include "stages/extract_templates.h"

#include "base/io.h"
#include "base/utf8.h"
#include "rules/cue_runs.h"
#include "stages/extract_recut.h"

enum { TABLE_LINE_MAX = 2000 }; /* bytes: a longer line is running text */

/* What is asked of a line before its patterns are. */
struct line_facts {
	slice text;
	bool tried;      /* not running text, and without columns that can be seen */
	bool odd;        /* sieves say nothing of it */
	size_t blanks;   /* blanks and tabs */
	uint64_t *unfit; /* patterns of lines that do not match it, as bits; NULL: not asked yet */
};

struct search {
	struct document *d;
	struct rule_context *c;
	struct recut *out;
	struct line_facts *facts; /* by line */
	struct sieves *sieves;    /* NULL: without */
	VEC(struct sieve_job) jobs;
	size_t start, end; /* of the run: lines, half-open */
	const struct table_template *limited;
};

/* ---- lines */

static span line_around(slice text, size_t start, size_t stop) {
	while (start > 0 && text.p[start - 1] != '\n' && text.p[start - 1] != '\r') start--;
	while (stop < text.n && text.p[stop] != '\n' && text.p[stop] != '\r') stop++;
	return (span){start, stop};
}

static bool blank_between(slice text, size_t start, size_t stop) {
	return utf8_trim(slice_sub(text, start, stop)).n == 0;
}

/* The lines of a block, where it is nothing but whole lines. */
static void add_lines(struct recut *r, struct document *d, size_t block, arena *a) {
	const struct block *b = &d->blocks.v[block];
	for (size_t at = b->at.start; at < b->at.end;) {
		span line = line_around(d->text, at, at);
		*vec_push(a, &r->lines) =
		        (struct recut_line){.at = line, .block = block, .heading = b->kind == BLOCK_heading};
		at = line.end;
		while (at < b->at.end && (d->text.p[at] == '\n' || d->text.p[at] == '\r')) at++;
	}
}

static bool is_lines(const struct document *d, const struct block *b) {
	if (b->kind != BLOCK_paragraph && b->kind != BLOCK_heading) return false;
	if (b->parent != BLOCK_NO_PARENT || b->parts.n != 1 || !span_is_none(b->marker)) return false;
	span around = line_around(d->text, b->at.start, b->at.end);
	return blank_between(d->text, around.start, b->at.start) && blank_between(d->text, b->at.end, around.end);
}

/* Do two lines stand in blocks next to each other, with one line end between them? */
static bool touches(const struct document *d, const struct recut_line *a, const struct recut_line *b) {
	slice gap = slice_at(d->text, (span){a->at.end, b->at.start});
	bool one = slice_equal(gap, S("\n")) || slice_equal(gap, S("\r\n")) || slice_equal(gap, S("\r"));
	return one && b->block <= a->block + 1;
}

/* ---- patterns */

/* A tab or three blanks in a row between words are columns that can be seen: the segmenter has looked at those. */
static bool has_wide_gap(slice text) {
	text = slice_trim(text);
	return slice_find_byte(text, '\t') != SIZE_MAX || slice_find(text, S("   ")) != SIZE_MAX;
}

static size_t count_blanks(slice text) {
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) n += text.p[i] == ' ' || text.p[i] == '\t';
	return n;
}

static void find_facts(struct search *s) {
	s->facts = arena_alloc(&s->c->scratch, (s->out->lines.n + 1) * sizeof *s->facts);
	for (size_t i = 0; i < s->out->lines.n; i++) {
		slice text = slice_at(s->d->text, s->out->lines.v[i].at);
		struct line_facts *f = &s->facts[i];
		f->text = text;
		f->tried = text.n <= TABLE_LINE_MAX && !has_wide_gap(text);
		f->odd = f->tried && cue_has_odd(text);
		f->blanks = f->tried ? count_blanks(text) : 0;
	}
}

/* The bit of a pattern of lines: those of all templates stand in a row. */
static size_t bit_of(const struct search *s, const struct table_template *t, size_t number) {
	return t->number + number - s->c->pack->templates.v[0]->number;
}

/* What is asked of any line: behind a header that is required, the rest is asked of few. */
static bool is_asked_first(const struct table_template *t, size_t number) {
	return t->header != TEMPLATE_HEADER_REQUIRED || (number % 2 == 1 && number < 2 * t->forms.n);
}

static size_t blanks_of(const struct table_template *t, size_t number) {
	if (number == 2 * t->forms.n) return 0;
	const struct template_form *f = &t->forms.v[number / 2];
	return number % 2 == 0 ? f->row_blanks : f->header_blanks;
}

static void add_job(struct search *s, const struct table_template *t, size_t number, const struct line_facts *f) {
	size_t n = t->number + number;
	if (f->blanks < blanks_of(t, number) || !sieves_have(s->sieves, n)) return;
	*vec_push(&s->c->scratch, &s->jobs) = (struct sieve_job){
	        .sieve = sieves_get(s->sieves, n, f->text.n), .window = {0, f->text.n}, .number = bit_of(s, t, number)};
}

/* All sieves that there are by now read the line side by side, in a fraction of the time that they take in turn. */
static void find_unfit(struct search *s, struct line_facts *f) {
	const struct pack *p = s->c->pack;
	const struct table_template *last = p->templates.v[p->templates.n - 1];
	f->unfit = arena_alloc(&s->c->scratch, (bit_of(s, last, template_lines(last)) / 64 + 1) * sizeof *f->unfit);
	s->jobs.n = 0;
	for (size_t i = 0; i < p->templates.n; i++) {
		const struct table_template *t = p->templates.v[i];
		if (s->c->only_table != NULL && s->c->only_table != t) continue;
		for (size_t k = 0; k < template_lines(t); k++)
			if (is_asked_first(t, k)) add_job(s, t, k, f);
	}
	sieves_read(s->jobs.v, s->jobs.n, f->text);
	for (size_t i = 0; i < s->jobs.n; i++) {
		const struct sieve_job *job = &s->jobs.v[i];
		if (job->ranges.n == 0) f->unfit[job->number / 64] |= UINT64_C(1) << (job->number % 64);
	}
}

/* Pattern number `number` of the template (template.h) over the line. The patterns of many cells are large and seldom
 * asked for: few lines have as many words, and of those the sieve leaves few. */
static bool may_fit(struct search *s, const struct table_template *t, size_t number, struct line_facts *f) {
	if (!f->tried || f->blanks < blanks_of(t, number)) return false;
	if (s->sieves == NULL || f->odd) return true;
	if (f->unfit == NULL) find_unfit(s, f);
	size_t bit = bit_of(s, t, number);
	if (f->unfit[bit / 64] >> (bit % 64) & 1) return false;
	struct sieve *sieve = sieves_get(s->sieves, t->number + number, f->text.n);
	return sieve == NULL || sieve_any(sieve, f->text);
}

/* A limit counts as no match; it is told at the end. */
static bool matches_whole(struct search *s, const struct table_template *t, const struct regex *r, slice text) {
	enum regex_status status = regex_search(s->c->matcher, r, text, 0);
	if (status == REGEX_LIMIT) s->limited = t;
	/* All of the line: skip and more are written without ^ and $. */
	return status == REGEX_MATCH && span_length(matcher_group(s->c->matcher, 0)) == text.n;
}

static bool fits(struct search *s, const struct table_template *t, size_t number, size_t line) {
	const struct regex *r = template_line(t, number);
	struct line_facts *f = &s->facts[line];
	return r != NULL && may_fit(s, t, number, f) && matches_whole(s, t, r, f->text);
}

/* A pattern that may be missing, and is no pattern of lines. */
static bool is_taken(struct search *s, const struct table_template *t, const struct regex *r, size_t line) {
	const struct line_facts *f = &s->facts[line];
	return r != NULL && f->tried && matches_whole(s, t, r, f->text);
}

/* Are there cells of whole groups that the row does not have? */
static bool is_partial(struct search *s, const struct template_form *f) {
	const struct regex_group *groups;
	size_t n = regex_groups(f->row, &groups);
	return n > 0 && span_is_none(matcher_group(s->c->matcher, groups[n - 1].number));
}

/* ---- one template from one line on */

struct attempt {
	struct recut_table table;
	size_t form; /* its number */
	size_t rows, fitted, misfits;
	size_t more; /* lines since the last row that are none */
};

/* Lines that fit badly are borne as long as twice as many fit well: so a walk that leads to nothing is short. */
static bool bears_misfit(struct attempt *a) {
	if ((a->misfits + 1) * 2 > a->fitted) return false;
	a->misfits++;
	return true;
}

enum { MORE_MAX = 8 }; /* such lines in a row */

static bool is_row(struct search *s, const struct attempt *a, size_t line) {
	return line < s->end && !s->out->lines.v[line].heading && fits(s, a->table.template, 2 * a->form, line);
}

static bool is_section(struct search *s, const struct attempt *a, size_t line) {
	const struct table_template *t = a->table.template;
	return line < s->end && !s->out->lines.v[line].heading && fits(s, t, 2 * t->forms.n, line);
}

/* A section heads rows, or a section that does. */
static bool opens_rows(struct search *s, const struct attempt *a, size_t line) {
	if (!is_section(s, a, line)) return false;
	return is_row(s, a, line + 1) || (is_section(s, a, line + 1) && is_row(s, a, line + 2));
}

static enum recut_role role_of(struct search *s, struct attempt *a, size_t line, bool odd_before) {
	const struct table_template *t = a->table.template;
	if (is_row(s, a, line)) {
		a->more = 0;
		if (is_partial(s, a->table.form)) return bears_misfit(a) ? RECUT_ROW : RECUT_NONE;
		a->fitted++;
		return RECUT_ROW;
	}
	if (s->out->lines.v[line].heading) return RECUT_NONE;
	bool goes_on = a->rows > 0 && a->more < MORE_MAX;
	a->more++;
	if (goes_on && is_taken(s, t, t->skip, line)) return RECUT_SKIP;
	if (goes_on && is_taken(s, t, t->more, line)) return RECUT_MORE;
	if (opens_rows(s, a, line)) return RECUT_SECTION;
	if (a->rows > 0 && !odd_before && is_row(s, a, line + 1) && bears_misfit(a)) return RECUT_ODD;
	return RECUT_NONE;
}

static bool has_header(struct search *s, const struct attempt *a, size_t line) {
	const struct table_template *t = a->table.template;
	if (!fits(s, t, 2 * a->form + 1, line)) return false;
	/* "Population 2011 2021" heads; below another row it would be one. */
	if (line > s->start && is_row(s, a, line - 1)) return false;
	return t->header == TEMPLATE_HEADER_REQUIRED || !is_row(s, a, line);
}

/* The roles of lines are written as they are found: a later, better attempt writes them again. */
static void walk(struct search *s, struct attempt *a, arena *scratch) {
	size_t i = a->table.first;
	a->table.last = i;
	a->table.roles = arena_alloc(scratch, 1);
	VEC(enum recut_role) roles = {0};
	if (has_header(s, a, i)) {
		*vec_push(scratch, &roles) = RECUT_HEADER;
		a->table.header = true;
		i++;
	} else if (a->table.template->header == TEMPLATE_HEADER_REQUIRED || s->out->lines.v[i].heading) {
		return;
	}
	enum recut_role role = RECUT_NONE;
	for (; i < s->end; i++) {
		role = role_of(s, a, i, role == RECUT_ODD);
		if (role == RECUT_NONE) break;
		*vec_push(scratch, &roles) = role;
		a->fitted += role == RECUT_SECTION || role == RECUT_MORE;
		a->rows += role == RECUT_ROW;
		if (role == RECUT_ROW || role == RECUT_MORE) a->table.last = i + 1;
	}
	a->table.roles = roles.v;
}

static bool is_enough(const struct attempt *a) { return a->rows >= a->table.template->rows && a->fitted > 0; }

/* A line taken as the header fits too. */
static size_t score(const struct attempt *a) { return a->fitted + a->table.header; }

static slice fit_text(arena *a, size_t fitted, size_t lines) {
	if (fitted >= lines) return S("1");
	size_t mille = fitted * 1000 / lines;
	char digits[3] = {(char)('0' + mille / 100), (char)('0' + mille / 10 % 10), (char)('0' + mille % 10)};
	size_t n = 3;
	while (n > 1 && digits[n - 1] == '0') n--;
	return say(a, S("0."), ((slice){digits, n}));
}

/* The best table of one template from the line on; without rows where there is none. */
static struct attempt best_of(struct search *s, const struct table_template *t, size_t line) {
	struct attempt best = {0};
	for (size_t k = 0; k < t->forms.n; k++) {
		struct attempt a = {.table = {.template = t, .form = &t->forms.v[k], .first = line}, .form = k};
		walk(s, &a, &s->c->scratch);
		if (is_enough(&a) && score(&a) > score(&best)) best = a;
	}
	return best;
}

static struct attempt best_counted(struct search *s, size_t number, size_t line) {
	const struct pack *p = s->c->pack;
	if (s->c->costs == NULL) return best_of(s, p->templates.v[number], line);
	struct rule_cost *cost = &s->c->costs[p->rules.n + number];
	uint64_t start = io.nanoseconds();
	struct attempt best = best_of(s, p->templates.v[number], line);
	cost->nanoseconds += io.nanoseconds() - start;
	cost->subjects++;
	cost->bytes += s->facts[line].text.n;
	cost->matches += best.rows > 0;
	return best;
}

/* The line behind the table that starts at the line; the line itself where no template takes it. */
static size_t take(struct search *s, size_t line) {
	const struct pack *p = s->c->pack;
	for (size_t i = 0; i < p->templates.n; i++) {
		if (s->c->only_table != NULL && s->c->only_table != p->templates.v[i]) continue;
		struct attempt best = best_counted(s, i, line);
		if (best.rows == 0) continue;
		best.table.fit = fit_text(s->d->arena, best.fitted, best.fitted + best.misfits);
		*vec_push(&s->c->scratch, &s->out->tables) = best.table;
		return best.table.last;
	}
	return line;
}

bool extract_templates(struct document *d, struct rule_context *c, const slice **rules) {
	struct recut r = {0};
	struct search s = {.d = d, .c = c, .out = &r};
	*rules = NULL;
	if (c->pack->templates.n == 0) return true;
	for (size_t i = 0; i < d->blocks.n; i++)
		if (is_lines(d, &d->blocks.v[i])) add_lines(&r, d, i, &c->scratch);
	find_facts(&s);
	if (c->prefilter != PREFILTER_NEVER) s.sieves = prefilter_lend(c->pack->prefilter);
	for (size_t i = 0; i < r.lines.n;) {
		for (s.end = i + 1; s.end < r.lines.n && touches(d, &r.lines.v[s.end - 1], &r.lines.v[s.end]);) s.end++;
		s.start = i;
		while (i + 1 < s.end) {
			size_t behind = take(&s, i);
			i = behind > i ? behind : i + 1;
		}
		i = s.end;
	}
	prefilter_take_back(c->pack->prefilter, s.sieves);
	if (s.limited != NULL) {
		document_fail(d, CODE_LIMIT, SPAN_NONE,
		        say(d->arena, S("table template "), s.limited->id,
		                S(" met a match limit; the document was left out")));
		return false;
	}
	if (r.tables.n > 0) *rules = recut_apply(&r, d, c->matcher, &c->scratch);
	return true;
}
