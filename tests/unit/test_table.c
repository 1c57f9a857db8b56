/* The tables of the contract as data: names, look-ups, and that columns refer to tables that exist. */
#include "asserts.h"

#include "model/table.h"

static void tables_stand_in_the_contracts_order(void **state) {
	(void)state;
	assert_slice_equal(tables[0].name, S("documents"));
	assert_slice_equal(tables[1].name, S("blocks"));
	assert_slice_equal(tables[TABLE_figures].name, S("figures"));
	assert_slice_equal(tables[TABLE_COUNT - 1].name, S("unclaimed"));
}

static void evidence_has_its_eight_columns(void **state) {
	(void)state;
	static const char *const names[] = {"id", "document", "start", "end", "line", "char", "rule", "quote"};
	for (size_t i = 0; i < EVIDENCE_COLUMNS; i++) assert_slice_equal(evidence_columns[i].name, slice_of(names[i]));
	assert_int_equal(evidence_columns[2].type, COLUMN_INTEGER);
	assert_slice_equal(evidence_columns[1].references, S("documents"));
}

static void enumerators_are_places_of_columns(void **state) {
	(void)state;
	const struct table *figures = &tables[TABLE_figures], *documents = &tables[TABLE_documents];
	assert_int_equal(COLUMN_figures_kind, 0);
	assert_slice_equal(figures->columns[COLUMN_figures_value_to].name, S("value_to"));
	assert_slice_equal(figures->columns[COLUMN_figures_section].name, S("section"));
	assert_int_equal(COLUMN_figures_section + 1, figures->count);
	assert_int_equal(COLUMN_documents_status + 1, documents->count);
	assert_int_equal(COLUMN_unclaimed_text + 1, tables[TABLE_unclaimed].count);
	assert_int_equal(tables[TABLE_dates].columns[COLUMN_dates_inferred].type, COLUMN_BOOLEAN);
}

static void every_table_and_column_is_found_by_name(void **state) {
	(void)state;
	for (size_t i = 0; i < TABLE_COUNT; i++) {
		const struct table *t = &tables[i];
		assert_ptr_equal(table_named(t->name), t);
		if (t->is.n > 0) assert_ptr_equal(table_of_record(t->is), t);
		assert_int_equal(t->evidence, t->is.n > 0);
		for (size_t k = 0; k < t->count; k++) assert_int_equal(column_find(t, t->columns[k].name), k);
	}
}

static void unknown_names_are_not_found(void **state) {
	(void)state;
	assert_null(table_named(S("figure")));
	assert_null(table_of_record(S("figures")));
	assert_null(table_of_record(S("")));
	assert_true(column_find(&tables[TABLE_figures], S("quote")) == SIZE_MAX);
}

static void references_name_tables(void **state) {
	(void)state;
	for (size_t i = 0; i < TABLE_COUNT; i++)
		for (size_t k = 0; k < tables[i].count; k++) {
			slice to = tables[i].columns[k].references;
			if (to.n > 0) assert_non_null(table_named(to));
			assert_true(tables[i].columns[k].about.n > 0);
		}
}

int main(void) {
	const struct CMUnitTest tests[] = {
	        cmocka_unit_test(tables_stand_in_the_contracts_order),
	        cmocka_unit_test(evidence_has_its_eight_columns),
	        cmocka_unit_test(enumerators_are_places_of_columns),
	        cmocka_unit_test(every_table_and_column_is_found_by_name),
	        cmocka_unit_test(unknown_names_are_not_found),
	        cmocka_unit_test(references_name_tables),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
