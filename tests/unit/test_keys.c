/* Keys to entities: what joins and what does not, and what an entity is called and counts. */
#include "one_arena.h"

#include "dataset/keys.h"
#include "sample.h"

/* ---- a pack with one register of two codes, made by hand */

static slice name_rows[][2] = {{{"K1", 2}, {"Anton Town", 10}}, {{"K2", 2}, {"Berta Town", 10}}};
static slice label_rows[][2] = {{{"K1", 2}, {"The Town of Anton", 17}}};

static struct register_table *sample_register(slice rows[][2], size_t n) {
	struct register_table *r = arena_alloc(&a, sizeof *r);
	*vec_push(&a, &r->columns) = S("code");
	*vec_push(&a, &r->columns) = S("name");
	for (size_t i = 0; i < n; i++) {
		*vec_push(&a, &r->rows) = rows[i];
		*vec_push(&a, &r->places) = (span){0, 0};
	}
	return r;
}

static struct pack *sample_pack(void) {
	struct pack *p = arena_alloc(&a, sizeof *p);
	p->arena = &a;
	p->name = S("sample");
	struct link *l = vec_push(&a, &p->links);
	l->type = S("town");
	l->scheme = S("reg");
	l->names = sample_register(name_rows, 2);
	l->labels = sample_register(label_rows, 1);
	l->code = l->label_code = 0;
	l->name = l->label_name = 1;
	return p;
}

/* ---- documents and what becomes of them */

static struct document *documents[4];
static size_t count;

static struct document *add(slice name, slice text) { return documents[count++] = sample_document(&a, name, text); }

static struct keys *built; /* the last one, or NULL */
static size_t budget;      /* of what it holds in memory; 0: as ever */

static slice name_of(const void *of, size_t i) {
	(void)of;
	return documents[i]->name;
}

static struct keys *build(const struct pack *p) {
	struct keys *k = built = arena_alloc(&a, sizeof *k);
	keys_open(k, p, NULL);
	k->name_of = name_of;
	k->sights.budget = k->entities.budget = budget;
	for (size_t i = count; i-- > 0;) { /* in any order */
		struct sights sights;
		document_record_ids(documents[i]);
		sights_of(&sights, documents[i], &a);
		keys_take(k, &sights, (uint32_t)i);
	}
	for (size_t i = 0; i < count; i++) keys_ask(k, documents[i], &a);
	keys_learn(k);
	for (size_t i = 0; i < count; i++) keys_join(k, documents[i], &a);
	assert_int_equal(keys_settle(k), 0);
	return k;
}

/* Number i in their order, or NULL. */
static const struct entity *entity_at(struct keys *k, size_t i) {
	struct entity_walk walk;
	struct entity *found = NULL;
	entities_open(&walk, k);
	for (struct entity e; !found && entities_next(&walk, &e);)
		if (i-- == 0) {
			slice *parts[] = {&e.id, &e.key, &e.type, &e.name, &e.subtype, &e.code, &e.scheme, &e.first};
			for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
				*parts[part] = arena_copy(&a, *parts[part]);
			found = arena_alloc(&a, sizeof *found);
			*found = e;
		}
	assert_int_equal(entities_close(&walk), 0);
	return found;
}

static size_t entity_count(struct keys *k) {
	size_t n = 0;
	while (entity_at(k, n)) n++;
	return n;
}

static const struct entity *entity_of(struct keys *k, slice key) {
	slice id = keys_entity_id(k, key, &a);
	for (size_t i = 0; entity_at(k, i); i++)
		if (slice_equal(entity_at(k, i)->id, id)) return entity_at(k, i);
	fail_msg("no entity has this key");
	return NULL;
}

static void alias(struct document *d, slice words, slice key, slice name) {
	SAMPLE_RECORD(d, TABLE_aliases, words, S("test.alias"), key, name, S("stated"));
}

static void a_mention_without_a_code_is_an_entity_by_its_key(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("Carl met Carl"));
	sample_mention(d, S("Carl"), S("person"), S("Carl"), S("person:carl"));
	struct keys *k = build(NULL);
	assert_int_equal(entity_count(k), 1);
	const struct entity *e = entity_at(k, 0);
	assert_slice_equal(e->id, id_of(&a, S("entity"), S("person:carl")));
	assert_slice_equal(e->type, S("person"));
	assert_slice_equal(e->name, S("Carl"));
	assert_int_equal(e->code.n + e->scheme.n, 0);
	assert_int_equal(e->mentions, 1);
	assert_slice_equal(e->first, d->records.v[0].id);
}

static void a_code_gives_scheme_and_label(void **state) {
	(void)state;
	sample_mention(add(S("a"), S("Anton Town")), S("Anton Town"), S("town"), S("Anton Town"), S("reg:K1"));
	sample_mention(add(S("b"), S("Berta Town")), S("Berta Town"), S("town"), S("Berta"), S("reg:K2"));
	struct keys *k = build(sample_pack());
	const struct entity *one = entity_of(k, S("reg:K1")), *two = entity_of(k, S("reg:K2"));
	assert_slice_equal(one->scheme, S("reg"));
	assert_slice_equal(one->code, S("K1"));
	assert_slice_equal(one->name, S("The Town of Anton"));
	assert_slice_equal(one->id, id_of(&a, S("entity"), S("reg:K1")));
	assert_slice_equal(two->name, S("Berta"));
}

static void a_scheme_that_no_link_has_is_a_type(void **state) {
	(void)state;
	sample_mention(add(S("a"), S("x")), S("x"), S("place"), S("x"), S("place:x"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_at(k, 0)->code.n, 0);
	assert_slice_equal(entity_at(k, 0)->type, S("place"));
}

static void the_most_frequent_name_wins_then_the_longest_then_byte_order(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("1234567"));
	sample_mention(d, S("1"), S("t"), S("Long Name"), S("t:a"));
	sample_mention(d, S("2"), S("t"), S("Ab"), S("t:a"));
	sample_mention(d, S("3"), S("t"), S("Ab"), S("t:a"));
	sample_mention(d, S("4"), S("t"), S("Short"), S("t:b"));
	sample_mention(d, S("5"), S("t"), S("Longer"), S("t:b"));
	sample_mention(d, S("6"), S("t"), S("Zz"), S("t:c"));
	sample_mention(d, S("7"), S("t"), S("Aa"), S("t:c"));
	struct keys *k = build(NULL);
	assert_slice_equal(entity_of(k, S("t:a"))->name, S("Ab"));
	assert_slice_equal(entity_of(k, S("t:b"))->name, S("Longer"));
	assert_slice_equal(entity_of(k, S("t:c"))->name, S("Aa"));
}

static void counts_are_of_mentions_and_of_documents(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("2"), S("t"), S("n"), S("t:n"));
	sample_mention(d, S("1"), S("t"), S("n"), S("t:n"));
	sample_mention(add(S("b"), S("3")), S("3"), S("t"), S("n"), S("t:n"));
	struct keys *k = build(NULL);
	assert_int_equal(entity_at(k, 0)->mentions, 3);
	assert_int_equal(entity_at(k, 0)->documents, 2);
	/* The first in order of place, not in the order in which they were found. */
	assert_slice_equal(entity_at(k, 0)->first, d->records.v[1].id);
}

static void a_key_that_nothing_mentions_is_an_entity_all_the_same(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("123"));
	SAMPLE_RECORD(d, TABLE_contacts, S("1"), S("r"), S("phone"), S("1"), S("person:eva"));
	SAMPLE_RECORD(d, TABLE_relations, S("2"), S("r"), S("reg:K2"), S("part-of"), S("0123456789abcdef0123"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_count(k), 2);
	const struct entity *eva = entity_of(k, S("person:eva"));
	assert_slice_equal(eva->type, S("person"));
	assert_slice_equal(eva->name, S("eva"));
	assert_int_equal(eva->mentions, 0);
	assert_int_equal(eva->first.n, 0);
	assert_slice_equal(entity_of(k, S("reg:K2"))->type, S("town"));
}

static void an_alias_joins_two_keys(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("1"), S("town"), S("Anton Town"), S("reg:K1"));
	sample_mention(d, S("2"), S("town"), S("Big A"), S("town:big a"));
	alias(add(S("b"), S("x")), S("x"), S("reg:K1"), S("Big  A"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_count(k), 1);
	assert_slice_equal(entity_at(k, 0)->id, id_of(&a, S("entity"), S("reg:K1")));
	assert_int_equal(entity_at(k, 0)->mentions, 2);
	assert_slice_equal(keys_entity_id(k, S("town:big a"), &a), keys_entity_id(k, S("reg:K1"), &a));
}

static void aliases_join_without_a_pack_too(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("1"), S("t"), S("Zed"), S("t:zed"));
	sample_mention(d, S("2"), S("t"), S("Abe"), S("t:abe"));
	alias(d, S("1"), S("t:zed"), S("ABE"));
	struct keys *k = build(NULL);
	assert_int_equal(entity_count(k), 1);
	assert_slice_equal(entity_at(k, 0)->key, S("t:abe")); /* the least key */
}

static void two_codes_of_one_scheme_stay_apart_with_a_finding(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("1"), S("town"), S("Anton Town"), S("reg:K1"));
	sample_mention(d, S("2"), S("town"), S("Berta Town"), S("reg:K2"));
	alias(d, S("12"), S("reg:K1"), S("Berta Town"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_count(k), 2);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(d->findings.v[0].code, S("name-ambiguous"));
	assert_span_equal(d->findings.v[0].at, ((span){0, 2}));
	assert_slice_equal(d->findings.v[0].records, d->records.v[2].id);
}

static void two_codes_do_not_join_through_a_third_key_either(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("123"));
	sample_mention(d, S("1"), S("town"), S("The Town"), S("town:the town"));
	alias(d, S("2"), S("reg:K1"), S("the town"));
	alias(d, S("3"), S("reg:K2"), S("The Town"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_count(k), 2);
	assert_int_equal(d->findings.n, 1);
	assert_slice_equal(entity_of(k, S("town:the town"))->code, S("K1"));
}

static void records_get_ids_in_the_place_of_keys(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("123"));
	sample_mention(d, S("1"), S("t"), S("n"), S("t:n"));
	SAMPLE_RECORD(d, TABLE_relations, S("2"), S("r"), S("t:n"), S("part-of"), S("0123456789abcdef0123"), S("t:n"));
	SAMPLE_RECORD(d, TABLE_figures, S("3"), S("r"), S("money"));
	struct keys *k = build(NULL);
	slice id = entity_at(k, 0)->id;
	keys_replace(k, d);
	assert_slice_equal(record_get(&d->records.v[0], COLUMN_mentions_entity), id);
	assert_slice_equal(record_get(&d->records.v[0], COLUMN_mentions_name), S("n"));
	assert_slice_equal(record_get(&d->records.v[1], COLUMN_relations_subject), id);
	assert_slice_equal(record_get(&d->records.v[1], COLUMN_relations_object), S("0123456789abcdef0123"));
	assert_slice_equal(record_get(&d->records.v[1], COLUMN_relations_detail), S("t:n"));
	assert_slice_equal(record_get(&d->records.v[2], COLUMN_figures_entity), ABSENT);
}

static void entities_stand_in_order_of_type_name_and_id(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("1234"));
	sample_mention(d, S("1"), S("z"), S("A"), S("z:1"));
	sample_mention(d, S("2"), S("b"), S("Z"), S("b:2"));
	sample_mention(d, S("3"), S("b"), S("A"), S("b:3"));
	sample_mention(d, S("4"), S("b"), S("A"), S("b:4"));
	struct keys *k = build(NULL);
	assert_int_equal(entity_count(k), 4);
	assert_slice_equal(entity_at(k, 0)->name, S("A"));
	assert_slice_equal(entity_at(k, 1)->name, S("A"));
	assert_true(slice_compare(entity_at(k, 0)->id, entity_at(k, 1)->id) < 0);
	assert_slice_equal(entity_at(k, 2)->key, S("b:2"));
	assert_slice_equal(entity_at(k, 3)->key, S("z:1"));
	/* Sorting has not lost which key is whose. */
	assert_slice_equal(entity_of(k, S("b:2"))->key, S("b:2"));
	assert_slice_equal(entity_of(k, S("z:1"))->key, S("z:1"));
}

static void no_documents_give_no_entities(void **state) {
	(void)state;
	assert_int_equal(entity_count(build(NULL)), 0);
}

/* As above, and told as above, though hardly anything may be held. */
static void keys_that_do_not_fit_into_memory_are_told_apart_all_the_same(void **state) {
	(void)state;
	budget = 100;
	struct document *d = add(S("b"), S("123456")), *other = add(S("a"), S("123"));
	for (size_t i = 0; i < 6; i++)
		sample_mention(d, slice_sub(d->text, i, i + 1), S("t"), i % 2 ? S("Odd") : S("Even"),
		        i % 2 ? S("t:odd") : S("t:even"));
	sample_mention(other, S("1"), S("t"), S("Odd"), S("t:odd"));
	sample_mention(other, S("2"), S("town"), S("Anton Town"), S("reg:K1"));
	sample_mention(d, S("12"), S("town"), S("Big A"), S("town:big a"));
	alias(other, S("3"), S("reg:K1"), S("Big A"));
	struct keys *k = build(sample_pack());
	assert_true(k->entities.open);
	assert_int_equal(entity_count(k), 3);
	assert_slice_equal(entity_at(k, 0)->name, S("Even"));
	assert_int_equal(entity_at(k, 0)->mentions, 3);
	assert_int_equal(entity_at(k, 0)->documents, 1);
	assert_slice_equal(entity_at(k, 1)->name, S("Odd"));
	assert_int_equal(entity_at(k, 1)->mentions, 4);
	assert_int_equal(entity_at(k, 1)->documents, 2);
	assert_slice_equal(entity_at(k, 1)->first, other->records.v[0].id);
	assert_slice_equal(entity_at(k, 2)->code, S("K1"));
	assert_int_equal(entity_at(k, 2)->mentions, 2);
	assert_int_equal(entity_at(k, 2)->documents, 2);
}

static void an_alias_that_nothing_mentions_is_no_entity_beside_the_one_it_names(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("1"), S("t"), S("Zed"), S("t:zed"));
	alias(d, S("2"), S("t:zed"), S("Abe"));
	struct keys *k = build(NULL);
	assert_int_equal(entity_count(k), 1);
	assert_slice_equal(entity_at(k, 0)->key, S("t:abe"));
	assert_slice_equal(entity_at(k, 0)->name, S("Zed"));
}

static void a_code_that_is_kept_apart_is_an_entity_though_nothing_mentions_it(void **state) {
	(void)state;
	struct document *d = add(S("a"), S("12"));
	sample_mention(d, S("1"), S("town"), S("Anton Town"), S("reg:K1"));
	alias(d, S("2"), S("reg:K1"), S("Berta Town"));
	struct keys *k = build(sample_pack());
	assert_int_equal(entity_count(k), 2);
	assert_int_equal(entity_of(k, S("reg:K2"))->mentions, 0);
}

static int forget(void **state) {
	(void)state;
	count = 0;
	budget = 0;
	if (built) keys_close(built);
	built = NULL;
	arena_free(&a);
	return 0;
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test_teardown(a_mention_without_a_code_is_an_entity_by_its_key, forget),
	        cmocka_unit_test_teardown(a_code_gives_scheme_and_label, forget),
	        cmocka_unit_test_teardown(a_scheme_that_no_link_has_is_a_type, forget),
	        cmocka_unit_test_teardown(the_most_frequent_name_wins_then_the_longest_then_byte_order, forget),
	        cmocka_unit_test_teardown(counts_are_of_mentions_and_of_documents, forget),
	        cmocka_unit_test_teardown(a_key_that_nothing_mentions_is_an_entity_all_the_same, forget),
	        cmocka_unit_test_teardown(an_alias_joins_two_keys, forget),
	        cmocka_unit_test_teardown(aliases_join_without_a_pack_too, forget),
	        cmocka_unit_test_teardown(two_codes_of_one_scheme_stay_apart_with_a_finding, forget),
	        cmocka_unit_test_teardown(two_codes_do_not_join_through_a_third_key_either, forget),
	        cmocka_unit_test_teardown(records_get_ids_in_the_place_of_keys, forget),
	        cmocka_unit_test_teardown(entities_stand_in_order_of_type_name_and_id, forget),
	        cmocka_unit_test_teardown(keys_that_do_not_fit_into_memory_are_told_apart_all_the_same, forget),
	        cmocka_unit_test_teardown(an_alias_that_nothing_mentions_is_no_entity_beside_the_one_it_names, forget),
	        cmocka_unit_test_teardown(a_code_that_is_kept_apart_is_an_entity_though_nothing_mentions_it, forget),
	        cmocka_unit_test_teardown(no_documents_give_no_entities, forget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
