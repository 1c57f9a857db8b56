/* Views, checks and registers of small packs, in datasets of one or two documents. */
#include "asserts.h"

#include "queries.h"

#include "dataset/views.h"
#include "inspect/verify.h"

#define FIRST_TEXT "Ann and Bea met Ann.\n"

static arena arenas[2];

/* Mentions of two ships, both known to the register of pack_with; a figure. */
static struct document *ships_document(size_t i, slice name) {
	struct document *d = new_document(&arenas[i], name, S(FIRST_TEXT));
	sample_mention(d, S("Ann"), S("ship"), S("Ann"), S("hull:H1"));
	sample_mention(d, S("Bea"), S("ship"), S("Bea"), S("hull:H2"));
	SAMPLE_RECORD(d, TABLE_figures, S("met"), S("r"), S("count"), S("3"), ABSENT, ABSENT, S("ships"));
	document_finding(d, CODE_LIST_LOST, (span){0, 3}, S("lost"));
	document_record_ids(d);
	return d;
}

static bool collect_ships(const char *out, const struct pack *pack) {
	struct document *documents[] = {ships_document(0, S("b.txt")), ships_document(1, S("a \"x\".txt"))};
	return collect_into(out, pack, documents, 2);
}

/* ---- views */

#define FLEET                                                                                                          \
	"-- Ships and where,\n-- all of them.\n\n"                                                                     \
	"SELECT e.code AS hull, e.name AS name, s.built AS built, count(*) AS mentions "                               \
	"FROM entities e JOIN mentions m ON m.entity = e.id "                                                          \
	"LEFT JOIN ships s ON s.code = e.code AND s.name = e.name GROUP BY e.id ORDER BY e.code DESC"

static struct pack *fleet_pack(void) { return pack_with("p/views/fleet.sql", S(FLEET)); }

static void a_view_is_a_file_in_every_format(void **state) {
	(void)state;
	assert_true(collect_ships("out", fleet_pack()));
	assert_slice_equal(written("out/fleet.csv"), S("hull,name,built,mentions\nH2,Bea,,2\nH1,Ann,1901,2\n"));
	assert_slice_equal(written("out/fleet.jsonl"),
	        S("{\"hull\":\"H2\",\"name\":\"Bea\",\"built\":null,\"mentions\":\"2\"}\n"
	          "{\"hull\":\"H1\",\"name\":\"Ann\",\"built\":\"1901\",\"mentions\":\"2\"}\n"));
	slice package = written("out/datapackage.json");
	assert_contains(
	        package, S("\"description\": \"Ships and where, all of them.\",\n      \"path\": \"fleet.csv\""));
	assert_contains(package, S("          {\"name\":\"mentions\",\"type\":\"string\"}\n        ],\n        "
	                           "\"missingValues\": [\"\"]\n"));
	assert_contains(written("out/provenance.json"),
	        S("\"rule:p/views/fleet.sql\": {\"prov:label\":\"p/views/fleet.sql\",\"garner:kind\":\"view\","));
	struct stat st;
	assert_int_not_equal(io.stat(in_root("out/tables.sqlite"), &st), 0);
}

static void a_view_without_rows_has_its_header(void **state) {
	(void)state;
	assert_true(collect_into("out", fleet_pack(), NULL, 0));
	assert_slice_equal(written("out/fleet.csv"), S("hull,name,built,mentions\n"));
}

static void assert_pack_refused(const char *path, slice sql, slice message) {
	struct pack *p = pack_with(path, sql);
	told = (struct diags){.arena = &scratch};
	assert_false(sql_check(p, p->arena, &told));
	assert_int_equal(told.list.n, 1);
	assert_int_equal(told.list.v[0].code, CODE_SQL);
	assert_contains(told.list.v[0].message, message);
	assert_false(collect_ships("refused", p));
	assert_int_equal(io_remove_tree(in_root("refused")), 0);
	assert_int_equal(io_remove_tree(in_root("p")), 0);
}

static void what_is_no_view_is_refused_before_the_work(void **state) {
	(void)state;
	assert_pack_refused("p/views/v.sql", S("SELECT id FROM figures"), S("ORDER BY"));
	assert_pack_refused("p/views/v.sql", S("SELECT start + 1 FROM figures ORDER BY 1"), S("named with AS"));
	assert_pack_refused("p/views/v.sql", S("SELECT id AS a, id AS a FROM figures ORDER BY 1"),
	        S("two columns have the name a"));
	assert_pack_refused(
	        "p/checks/c.sql", S("SELECT id AS message FROM figures"), S("a check has a column document"));
	assert_pack_refused("p/checks/c.sql",
	        S("SELECT 1 AS message, 1 AS document, 1 AS start, 1 AS \"end\", 1 AS records, 1 AS expected, 1 AS "
	          "found, 1 AS x"),
	        S("a check has no column x"));
}

static void assert_load_refused(const char *path) {
	write_pack_file("p/pack.yaml", S("pack: p\n"));
	write_pack_file(path, S("SELECT 1 AS a ORDER BY a"));
	assert_null(load("p"));
	assert_int_equal(said.list.v[0].code, CODE_SQL);
	assert_int_equal(io_remove_tree(in_root("p")), 0);
}

static void names_of_the_dataset_are_taken(void **state) {
	(void)state;
	assert_load_refused("p/views/figures.sql");
	assert_load_refused("p/views/provenance.sql");
	assert_load_refused("p/views/Two Words.sql");
	assert_load_refused("p/checks/list-lost.sql");
}

static void a_name_stands_once_over_all_packs(void **state) {
	(void)state;
	write_pack_file("q/pack.yaml", S("pack: q\nuse: [p]\n"));
	write_pack_file("q/views/fleet.sql", S("SELECT 1 AS a ORDER BY a"));
	fleet_pack();
	assert_null(load("q"));
	assert_said(CODE_SQL, "q/views/fleet.sql", 0, 0);
	assert_contains(said.list.v[0].message, S("p/views/fleet.sql"));
}

static void files_elsewhere_are_no_views(void **state) {
	(void)state;
	write_pack_file("p/views/old/x.sql", S("no SQL"));
	write_pack_file("p/views/.x.sql", S("no SQL"));
	write_pack_file("p/x.sql", S("no SQL"));
	const struct pack *p = fleet_pack();
	assert_int_equal(p->views.n, 1);
	assert_int_equal(p->checks.n, 0);
}

static void a_register_is_found_whatever_the_case_of_its_name(void **state) {
	(void)state;
	write_pack_file(
	        "p/pack.yaml", S("pack: p\nregisters: {Ports: {file: f.csv, key: [a]}, it's: {file: g.csv, key: [b]},"
	                         " docks: {file: f.csv, key: [a]}}\n"));
	write_pack_file("p/f.csv", S("a\n1\n"));
	write_pack_file("p/g.csv", S("b\n2\n"));
	write_pack_file("p/views/v.sql", S("SELECT a, b FROM [PORTS] JOIN 'it''s' ORDER BY a"));
	assert_true(collect_ships("out", load_well("p")));
	assert_slice_equal(written("out/v.csv"), S("a,b\n1,2\n"));
}

static void a_register_that_can_be_no_table_is_told_where_it_may_be_asked_for(void **state) {
	(void)state;
	write_pack_file("p/views/v.sql", S("SELECT a FROM figures ORDER BY a"));
	write_pack_file("p/pack.yaml", S("pack: p\nregisters: {Figures: {file: f.csv, key: [a]}}\n"));
	write_pack_file("p/f.csv", S("a\n1\n"));
	struct pack *p = load_well("p");
	told = (struct diags){.arena = &scratch};
	assert_false(sql_check(p, p->arena, &told));
	assert_contains(told.list.v[0].message, S("register Figures can be no table"));
	write_pack_file("p/views/v.sql", S("SELECT 1 AS a ORDER BY a"));
	p = load_well("p");
	assert_true(sql_check(p, p->arena, &told));
}

/* ---- checks */

static void what_a_check_finds_is_a_finding(void **state) {
	(void)state;
	struct pack *p = pack_with("p/checks/too-few.sql", S("SELECT quote || ': ' || value AS message, document, "
	                                                     "start, \"end\", id AS records, '4' AS expected, value AS "
	                                                     "found FROM figures"));
	assert_true(collect_ships("out", p));
	slice findings = written("out/findings.csv");
	assert_contains(findings, S(",warning,too-few,met: 3,b.txt,12,15,"));
	assert_contains(findings, S(",4,3\n"));
	assert_contains(findings, S(",warning,list-lost,"));
	assert_contains(written("out/annotations.jsonl"), S("\"code\":\"too-few\""));
	assert_int_equal(worst_seen, LEVEL_WARNING);
}

static void severity_is_the_checks_own_if_it_says_so(void **state) {
	(void)state;
	struct pack *p = pack_with("p/checks/c.sql", S("SELECT 'm' AS message, 'b.txt' AS document, NULL AS start, "
	                                               "NULL AS \"end\", NULL AS records, NULL AS expected, "
	                                               "NULL AS found, 'error' AS severity"));
	assert_true(collect_ships("out", p));
	assert_contains(written("out/findings.csv"), S(",error,c,m,b.txt,,,,,\n"));
	assert_int_equal(worst_seen, LEVEL_ERROR);
}

static void views_see_what_checks_found(void **state) {
	(void)state;
	write_pack_file(
	        "p/views/codes.sql", S("SELECT code AS code, count(*) AS n FROM findings GROUP BY code ORDER BY code"));
	struct pack *p = pack_with("p/checks/c.sql",
	        S("SELECT 'm' AS message, document, NULL AS start, NULL AS \"end\", NULL AS records, NULL AS expected, "
	          "NULL AS found FROM findings WHERE code = 'list-lost'"));
	assert_true(collect_ships("out", p));
	assert_slice_equal(written("out/codes.csv"), S("code,n\nc,2\nlist-lost,2\n"));
}

static void assert_row_refused(slice document, slice start, slice end, slice severity, slice message) {
	slice sql = say(&scratch, S("SELECT 'm' AS message, "), document, S(" AS document, "), start, S(" AS start, "),
	        end, S(" AS \"end\", NULL AS records, NULL AS expected, NULL AS found, "), severity, S(" AS severity"));
	assert_false(collect_ships("out", pack_with("p/checks/c.sql", sql)));
	assert_int_equal(told.list.n, 1);
	assert_slice_equal(told.list.v[0].file, S("p/checks/c.sql"));
	assert_contains(told.list.v[0].message, message);
	assert_int_equal(io_remove_tree(in_root("out")), 0);
	assert_int_equal(io_remove_tree(in_root("p")), 0);
}

static void a_finding_stands_in_a_document(void **state) {
	(void)state;
	assert_row_refused(S("'c.txt'"), S("0"), S("1"), S("NULL"), S("there is no document c.txt"));
	assert_row_refused(S("NULL"), S("0"), S("1"), S("NULL"), S("there is no document NULL"));
	assert_row_refused(S("'b.txt'"), S("5"), S("99"), S("NULL"), S("no place in b.txt"));
	assert_row_refused(S("'b.txt'"), S("5"), S("2"), S("NULL"), S("no place in b.txt"));
	assert_row_refused(S("'b.txt'"), S("0"), S("1"), S("'fatal'"), S("a severity is"));
}

/* ---- registers */

static void a_register_gives_the_other_names_of_what_is_mentioned(void **state) {
	(void)state;
	struct pack *p = fleet_pack();
	assert_true(collect_ships("out", p));
	slice aliases = written("out/aliases.csv"), ann = id_of(&scratch, S("entity"), S("hull:H1"));
	/* The row of another name of H1; Ann itself is no other name, and Bea has none. */
	assert_contains(aliases,
	        say(&scratch, S(",p/ships.csv,36,48,4,1,ships,\"H1,Anne,1901\","), ann, S(",Anne,register\n")));
	slice rows = aliases;
	size_t lines = 0;
	for (; rows.n > 0; rows = slice_cut(rows, S("\n")).tail) lines++;
	assert_int_equal(lines, 2);
	assert_contains(written("out/documents.csv"), say(&scratch, S("\np/ships.csv,"), p->registers.v[0]->sha256,
	                                                      S(",49,4,utf-8,text/csv,,,0,1,0,0,0,register\n")));
	assert_contains(
	        written("out/annotations.jsonl"), S("{\"garner\":1,\"document\":{\"document\":\"p/ships.csv\","));
}

static void a_register_of_nothing_mentioned_stays_away(void **state) {
	(void)state;
	struct document *d = new_document(&arenas[0], S("b.txt"), S(FIRST_TEXT));
	sample_mention(d, S("Bea"), S("ship"), S("Bea"), S("hull:H2"));
	document_record_ids(d);
	assert_true(collect_into("out", fleet_pack(), &d, 1));
	assert_int_equal(slice_find(written("out/documents.csv"), S("ships.csv")), SIZE_MAX);
	assert_slice_equal(slice_cut(written("out/aliases.csv"), S("\n")).tail, S(""));
}

/* ---- the proof */

static bool verify_with(const struct pack *pack) {
	const struct verify_source sources[] = {
	        {.name = S("b.txt"), .bytes = S(FIRST_TEXT)}, {.name = S("a \"x\".txt"), .bytes = S(FIRST_TEXT)}};
	struct verify_request r = {
	        .folder = slice_of(in_root("out")), .sources = sources, .source_count = 2, .pack = pack};
	told = (struct diags){.arena = &scratch};
	return verify_dataset(&scratch, &r, &told);
}

static void replace_in(const char *file, slice what, slice with) {
	slice whole = written(file);
	size_t at = slice_find(whole, what);
	assert_int_not_equal(at, SIZE_MAX);
	make_file(file, say(&scratch, slice_sub(whole, 0, at), with, slice_drop(whole, at + what.n)));
}

static void assert_lie(const struct pack *pack, const char *file, slice what, slice with, slice message) {
	slice before = written(file);
	replace_in(file, what, with);
	assert_false(verify_with(pack));
	assert_int_equal(told.list.n, 1);
	assert_true(slice_ends(told.list.v[0].file, slice_of(file)));
	assert_contains(told.list.v[0].message, message);
	make_file(file, before);
}

static void views_registers_and_provenance_are_proved(void **state) {
	(void)state;
	struct pack *p = fleet_pack();
	assert_true(collect_ships("out", p));
	assert_true(verify_with(p));
	assert_lie(p, "out/fleet.csv", S("H2,Bea"), S("H3,Bea"), S("column hull: has H3, fleet.jsonl gives H2"));
	assert_lie(
	        p, "out/fleet.jsonl", S("\"1901\""), S("\"1902\""), S("column built: has 1902, fleet.csv gives 1901"));
	assert_lie(p, "out/fleet.csv", S("hull,name"), S("name,hull"), S("the contract gives hull"));
	assert_lie(p, "out/provenance.json", S("fleet.csv\": {"), S("feet.csv\": {"), S("the dataset gives"));
	assert_lie(p, "out/provenance.json", S("\"garner:version\":\"0"), S("\"garner:version\":\"7"),
	        S("the dataset gives"));
	assert_lie(p, "out/provenance.json", S("\"garner:kind\":\"view\""), S("\"garner:kind\":\"rules\""),
	        S("the dataset gives"));
	assert_lie(p, "out/aliases.csv", S("Anne,register"), S("Anno,register"), S("column alias"));
	assert_lie(p, "out/aliases.csv", S("\"H1,Anne,1901\""), S("\"H1,Anne,1902\""), S("column quote"));
	assert_true(verify_with(p));
}

static void without_the_pack_a_register_is_held_to_its_digest(void **state) {
	(void)state;
	assert_true(collect_ships("out", fleet_pack()));
	assert_true(verify_with(NULL));
	assert_lie(NULL, "out/aliases.csv", S("Anne,register"), S("Anno,register"), S("column alias"));
	assert_lie(NULL, "out/aliases.csv", S("\"H1,Anne,1901\""), S("\"H1,Anne,1902\""), S("aliases.jsonl"));
}

static void a_register_that_changed_is_noticed(void **state) {
	(void)state;
	assert_true(collect_ships("out", fleet_pack()));
	write_pack_file("p/ships.csv", S("code,name,built\nH1,Ann,1901\nH2,Bea,\nH1,Anna,1901\n"));
	assert_false(verify_with(load_well("p")));
	assert_contains(told.list.v[0].message, S("sha256"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {TEST(a_view_is_a_file_in_every_format),
	        TEST(a_view_without_rows_has_its_header), TEST(what_is_no_view_is_refused_before_the_work),
	        TEST(names_of_the_dataset_are_taken), TEST(a_name_stands_once_over_all_packs),
	        TEST(files_elsewhere_are_no_views), TEST(a_register_is_found_whatever_the_case_of_its_name),
	        TEST(a_register_that_can_be_no_table_is_told_where_it_may_be_asked_for),
	        TEST(what_a_check_finds_is_a_finding), TEST(severity_is_the_checks_own_if_it_says_so),
	        TEST(views_see_what_checks_found), TEST(a_finding_stands_in_a_document),
	        TEST(a_register_gives_the_other_names_of_what_is_mentioned),
	        TEST(a_register_of_nothing_mentioned_stays_away), TEST(views_registers_and_provenance_are_proved),
	        TEST(without_the_pack_a_register_is_held_to_its_digest), TEST(a_register_that_changed_is_noticed)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
