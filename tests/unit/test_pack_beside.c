/* rules/pack_load.c with a second thread, which reads the trees of rules that are loaded meanwhile. */
#include "asserts.h"
#include "pack_core.h"

#include "rules/prefilter.h"

struct begun {
	size_t times, rules;
};

static void note_begin(struct pack *p, void *data) {
	struct begun *b = data;
	b->times++;
	b->rules = p->rules.n;
}

static struct begun load_beside(const char *name, bool keep) {
	struct begun b = {0};
	bool whole;
	pack_free(loaded);
	said = (struct diags){.arena = &pack_arena};
	loaded = pack_load_beside(&pack_arena, slice_of(in_root(name)), &said, keep,
	        &(struct pack_beside){.trees = true, .begin = note_begin, .data = &b}, &whole);
	return b;
}

static struct prefilter_tools tools_of(const struct pack *p) {
	return prefilter_for(p->prefilter, PREFILTER_WHEN_IT_PAYS, 0);
}

static void trees_read_while_rules_are_loaded_are_those_read_behind(void **state) {
	(void)state;
	write_core();
	write_pack_file("p/pack.yaml", S("pack: p\nuse: [core]\n"));
	write_pack_file("p/r.rules.yaml", S(NUMBER));
	struct pack *alone = load_well("p");
	size_t n = alone->rules.n;
	struct prefilter_tools one = tools_of(alone);
	loaded = NULL;
	assert_int_equal(load_beside("p", false).times, 1);
	assert_non_null(loaded);
	assert_int_equal(loaded->rules.n, n);
	struct prefilter_tools other = tools_of(loaded);
	assert_int_equal(other.roots, one.roots);
	for (size_t i = 0; i < n; i++) {
		assert_non_null(one.trees[i].tree);
		assert_non_null(other.trees[i].tree);
		assert_int_equal(other.trees[i].tree->kind, one.trees[i].tree->kind);
		assert_int_equal(other.trees[i].tree->parts.n, one.trees[i].tree->parts.n);
		assert_int_equal(other.trees[i].use, one.trees[i].use);
	}
	pack_free(alone);
}

static void what_begins_beside_sees_no_rules_yet(void **state) {
	(void)state;
	write_core();
	struct begun b = load_beside("core", false);
	assert_int_equal(b.times, 1);
	assert_int_equal(b.rules, 0);
	assert_int_equal(loaded->rules.n, 1);
}

static void nothing_begins_beside_a_pack_with_a_fault(void **state) {
	(void)state;
	write_core();
	write_pack_file("core/pack.yaml", S(CORE "regions: GB\n"));
	assert_int_equal(load_beside("core", false).times, 0);
	assert_null(loaded);
}

static void rules_that_are_kept_have_their_own_trees(void **state) {
	(void)state;
	write_core();
	write_pack_file("p/pack.yaml", S("pack: p\nuse: [core]\n"));
	write_pack_file("p/a.rules.yaml", S(RULE "    match: '(x'\n    as: number\n"));
	write_pack_file(
	        "p/b.rules.yaml", S("rules:\n  - {id: p.b, emit: event, match: 'b', fields: {type: {value: b}}}\n"));
	(void)load_beside("p", true);
	assert_non_null(loaded);
	assert_int_equal(loaded->rules.n, 2);
	assert_slice_equal(loaded->rules.v[1]->id, S("p.b"));
	struct prefilter_tools tools = tools_of(loaded);
	assert_int_equal(tools.trees[0].tree->kind, TREE_ROW);
	assert_int_equal(tools.trees[1].tree->kind, TREE_CHARS);
}

#define T(name) cmocka_unit_test_setup_teardown(name, make_pack_root, remove_pack_root)

int main(void) {
	const struct CMUnitTest tests[] = {
	        T(trees_read_while_rules_are_loaded_are_those_read_behind),
	        T(what_begins_beside_sees_no_rules_yet),
	        T(nothing_begins_beside_a_pack_with_a_fault),
	        T(rules_that_are_kept_have_their_own_trees),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
