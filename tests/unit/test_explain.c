/* inspect/explain: what is found for an id and a line, what is kept for it, and text made fit to be shown. The whole of an
 * explanation is pinned by tests/golden/explain. */
#include "asserts.h"
#include "packs.h"

#include "base/utf8.h"
#include "inspect/explain_page.h"
#include "rules/regex.h"
#include "stages/stages.h"

static arena document_arena;
static struct rule_context context;
static struct buf out;
static struct explain e;

static int set_up(void **state) {
	if (make_pack_root(state) != 0) return -1;
	write_pack_file("p/pack.yaml", S("pack: p\n"
	                                 "registers:\n"
	                                 "  months: {file: months.csv, key: [word]}\n"
	                                 "  names: {file: names.csv, key: [code]}\n"
	                                 "entities:\n"
	                                 "  place:\n"
	                                 "    scheme: dale\n"
	                                 "    names: {register: names, code: code, name: name}\n"));
	write_pack_file("p/months.csv", S("word,month\nApril,4\n"));
	write_pack_file("p/names.csv", S("code,name\nA1,Upper Dale\nC3,The Twins\nD4,The Twins\n"));
	write_pack_file("p/r.rules.yaml",
	        S("rules:\n"
	          "  - id: place\n    emit: mention\n    match: '(?<name> Upper \\s Dale | The \\s Twins )'\n"
	          "    as: mention\n    fields: {type: {value: place}}\n    priority: 5\n"
	          "  - id: word\n    emit: mention\n    match: '(?<name> Dale | Hill )'\n"
	          "    as: mention\n    fields: {type: {value: word}}\n"
	          "  - id: day\n    emit: date\n    match: '(?<day> \\d ) \\s (?<month> April )'\n    as: date\n"));
	context = (struct rule_context){.pack = load_well("p"), .matcher = matcher_new(), .keep_losers = true};
	context.links = link_index_build(context.pack, &pack_arena);
	e = (struct explain){.pack = context.pack,
	        .links = context.links,
	        .matcher = context.matcher,
	        .a = &document_arena,
	        .out = &out};
	return 0;
}

static int tear_down(void **state) {
	matcher_free(context.matcher);
	arena_free(&context.scratch);
	arena_free(&document_arena);
	buf_free(&out);
	return remove_pack_root(state);
}

static struct document *run_dated(slice text, slice published) {
	struct document *d = stage_read(&document_arena, S("d.txt"), text);
	d->published = published;
	stage_segment(d);
	stage_extract(d, &context);
	stage_normalise(d, &context);
	stage_resolve(d, &context);
	buf_clear(&out);
	return d;
}

static struct document *run(slice text) { return run_dated(text, ABSENT); }

static bool told(slice part) { return slice_find(buf_slice(&out), part) != SIZE_MAX; }
#define assert_told(part) asserts_told(S(part), __FILE__, __LINE__)
static void asserts_told(slice part, const char *file, int line) {
	if (told(part)) return;
	print_error("not told: %.*s; but:\n%.*s\n", (int)part.n, part.p, (int)out.n, out.p);
	_fail(file, line);
}

/* ---- what is kept */

static void losers_are_kept_where_they_are_asked_for(void **state) {
	(void)state;
	struct document *d = run(S("In Upper Dale it rained."));
	assert_int_equal(d->losers.n, 1);
	const struct loser *l = &d->losers.v[0];
	assert_slice_equal(l->rule, S("word"));
	assert_span_equal(l->at, ((span){9, 13}));
	assert_slice_equal(l->winner_rule, S("place"));
	assert_span_equal(l->winner_at, ((span){3, 13}));
	assert_slice_equal(l->reason, S("priority"));
}

static void losers_cost_nothing_where_nobody_asks(void **state) {
	(void)state;
	context.keep_losers = false;
	struct document *d = run(S("In Upper Dale it rained."));
	assert_int_equal(d->records.n, 1);
	assert_int_equal(d->losers.n, 0);
}

/* ---- a line */

static void a_line_tells_its_records_and_what_is_left(void **state) {
	(void)state;
	struct document *d = run(S("In Upper Dale it rained.\n\nThen Mister Tobias saw 77 at Hill.\n"));
	assert_true(explain_line(&e, d, 1));
	assert_told("register  p/names.csv:2  \"A1,Upper Dale\"");
	assert_told("beat      mention \"Dale\" of word (p/r.rules.yaml:8) by priority, 5 over 0");
	assert_false(told(S("Hill")));
	buf_clear(&out);
	assert_true(explain_line(&e, d, 3));
	assert_told("text      Then Mister Tobias saw 77 at >>Hill<<.");
	assert_told("number    \"77\"");
	assert_told("name      \"Then Mister Tobias\"");
	assert_false(told(S("Upper")));
}

static void lines_end_as_they_do_elsewhere(void **state) {
	(void)state;
	struct document *d = run(S("one\r\ntwo\rthree\n\nfive"));
	assert_true(explain_line(&e, d, 3));
	assert_told("d.txt:3: \"three\"");
	assert_true(explain_line(&e, d, 4));
	assert_told("d.txt:4: \"\"");
	assert_true(explain_line(&e, d, 5));
	assert_told("d.txt:5: \"five\"");
	assert_false(explain_line(&e, d, 6));
	d = run(S("one\n"));
	assert_true(explain_line(&e, d, 1));
	assert_false(explain_line(&e, d, 2));
	assert_true(explain_line(&e, run(S("")), 1));
}

static void a_line_inside_a_record_names_it(void **state) {
	(void)state;
	struct document *d =
	        run(S("# Log\n\nThe rain was heavy and long, and it was heaviest, all of them said, in Upper\n"
	              "Dale, where they had seen nothing like it for as long as they could recall, and\n"
	              "those who could went home, and those who could not stayed where they all were,\n"
	              "as one does when it rains as it did that day and the roads are as they are.\n"));
	assert_true(explain_line(&e, d, 4));
	assert_told("inside mention ");
	assert_told(", lines 3 to 4, \"Upper\\nDale\"");
	assert_told("lost      mention \"Dale\" of word (p/r.rules.yaml:8) to mention \"Upper\\nDale\" of place");
}

/* ---- an id */

static void an_id_may_be_cut_and_may_be_a_block(void **state) {
	(void)state;
	struct document *d = run(S("In Upper Dale it rained.\n\nAt Hill too.\n"));
	slices found = {0};
	assert_int_equal(explain_id(&e, d, d->records.v[1].id, &found), 1);
	assert_told("mention ");
	assert_told(">>Hill<<");
	assert_false(told(S("Upper")));
	buf_clear(&out);
	assert_int_equal(explain_id(&e, d, slice_sub(d->blocks.v[0].id, 0, 12), &found), 1);
	assert_told("block ");
	assert_told("holds     mention ");
	assert_slice_equal(found.v[1], d->blocks.v[0].id);
	assert_int_equal(explain_id(&e, d, S("zz"), &found), 0);
	/* Every id begins with nothing. */
	assert_int_equal(explain_id(&e, d, S(""), &found), d->records.n + d->blocks.n + d->findings.n);
}

static void a_finding_is_told_with_the_records_it_names(void **state) {
	(void)state;
	struct document *d = run(S("So said The Twins."));
	assert_int_equal(d->findings.n, 1);
	buf_clear(&out);
	slices found = {0};
	/* A record and a finding are found; the record is told by itself and with the finding. */
	explain_id(&e, d, S(""), &found);
	assert_told("finding ");
	assert_told("  warning   name-ambiguous: ");
	assert_told("register  fits several codes and is none of them: C3 D4");
	assert_told("  finding   warning: name-ambiguous: ");
}

/* ---- steps */

static void an_inferred_year_names_its_source(void **state) {
	(void)state;
	struct document *d = run_dated(S("It rained on 3 April all day."), S("2021-05-06"));
	explain_record(&e, d, 0);
	assert_told("value = \"2021-04-03\"  by date, version ");
	assert_told(", of day \"3\", month \"April\"");
	assert_told("inferred = \"true\"  from the date given with the document, 2021-05-06");
}

/* ---- text fit to be shown */

static void quotes_show_what_cannot_be_seen(void **state) {
	(void)state;
	assert_slice_equal(page_quote(&e, S("a\tb\r\nc\x7F\x01")), S("\"a\\tb\\r\\nc\\x7f\\x01\""));
	assert_slice_equal(page_quote(&e, S("\xC3\xA9")), S("\"\xC3\xA9\""));
	assert_slice_equal(page_quote(&e, ABSENT), S("\"\""));
}

static void long_quotes_are_cut_between_characters(void **state) {
	(void)state;
	struct buf b = {0};
	for (int i = 0; i < 100; i++) buf_put(&b, S("x\xC3\xA9"));
	slice long_text = arena_copy(&document_arena, buf_slice(&b));
	buf_free(&b);
	size_t bad;
	slice cut = page_quote(&e, long_text);
	assert_true(cut.n < long_text.n);
	assert_true(utf8_valid(cut, &bad));
	assert_true(slice_find(cut, S(" \xE2\x80\xA6 ")) != SIZE_MAX);
	e.full = true;
	assert_int_equal(page_quote(&e, long_text).n, long_text.n + 2);
}

static void an_excerpt_keeps_words_and_marks_the_place(void **state) {
	(void)state;
	slice text =
	        S("before it all there was nothing much to see but for the one\nword and then nothing that anybody "
	          "would care to remember for long");
	size_t at = slice_find(text, S("word"));
	assert_slice_equal(page_excerpt(&e, text, (span){0, text.n}, (span){at, at + 4}),
	        S("\xE2\x80\xA6 there was nothing much to see but for the one >>word<< and then nothing that anybody "
	          "would care to \xE2\x80\xA6"));
	assert_slice_equal(page_excerpt(&e, S("a word"), (span){0, 6}, (span){2, 6}), S("a >>word<<"));
	/* Without a blank to cut at, between characters. */
	struct buf b = {0};
	for (int i = 0; i < 60; i++) buf_put(&b, S("\xC3\xA9"));
	slice solid = arena_copy(&document_arena, buf_slice(&b));
	buf_free(&b);
	size_t bad;
	assert_true(utf8_valid(page_excerpt(&e, solid, (span){0, solid.n}, (span){60, 62}), &bad));
}

#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(losers_are_kept_where_they_are_asked_for),
	        T(losers_cost_nothing_where_nobody_asks),
	        T(a_line_tells_its_records_and_what_is_left),
	        T(lines_end_as_they_do_elsewhere),
	        T(a_line_inside_a_record_names_it),
	        T(an_id_may_be_cut_and_may_be_a_block),
	        T(a_finding_is_told_with_the_records_it_names),
	        T(an_inferred_year_names_its_source),
	        T(quotes_show_what_cannot_be_seen),
	        T(long_quotes_are_cut_between_characters),
	        T(an_excerpt_keeps_words_and_marks_the_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
