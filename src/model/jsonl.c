/* Documents as lines of JSON: see jsonl.h. jansson reads; U+0000 is let in, so that the reader of documents can say
 * what is wrong with such a text. Dates are taken as far as EDTF level 0 writes them: 2019, 2019-07, 2019-07-04, the
 * last also with a time behind it, which is left away. */
#include "model/jsonl.h"

#include "base/utf8.h"

#include <jansson.h>
#include <string.h>

static slice string_of(arena *a, const json_t *v) {
	return arena_copy(a, (slice){json_string_value(v), json_string_length(v)});
}

static const json_t *member(arena *a, const json_t *object, slice name) {
	return name.p ? json_object_get(object, arena_c_string(a, name)) : NULL;
}

static slice name_of(arena *a, const json_t *v) {
	if (json_is_string(v)) return string_of(a, v);
	if (!json_is_integer(v)) return ABSENT;
	json_int_t n = json_integer_value(v);
	/* 0 - n in unsigned arithmetic, since the least integer has no positive. */
	return n >= 0 ? slice_of_u64(a, (uint64_t)n) : say(a, S("-"), slice_of_u64(a, 0 - (uint64_t)n));
}

/* How many bytes of the text have the form, where 0 stands for any digit. */
static bool has_form(slice text, const char *form) {
	for (size_t i = 0; form[i]; i++) {
		if (i >= text.n) return false;
		if (form[i] == '0' ? !utf8_is_digit((unsigned char)text.p[i]) : text.p[i] != form[i]) return false;
	}
	return true;
}

static slice date_of(slice text) {
	if (has_form(text, "0000-00-00") && (text.n == 10 || text.p[10] == 'T' || text.p[10] == ' '))
		return slice_sub(text, 0, 10);
	if (text.n == 7 && has_form(text, "0000-00")) return text;
	if (text.n == 4 && has_form(text, "0000")) return text;
	return ABSENT;
}

static bool refuse(slice *message, slice text) {
	*message = text;
	return false;
}

static bool take(
        arena *a, const json_t *object, const struct jsonl_names *names, struct jsonl_document *d, slice *message) {
	if (!json_is_object(object)) return refuse(message, S("not a JSON object"));
	d->name = name_of(a, member(a, object, names->id));
	if (d->name.n == 0) return refuse(message, say(a, S("no string or whole number as member "), names->id));
	const json_t *text = member(a, object, names->text);
	if (!json_is_string(text)) return refuse(message, say(a, S("no string as member "), names->text));
	d->text = string_of(a, text);
	const json_t *date = member(a, object, names->date);
	if (!date || json_is_null(date)) return true;
	slice given = json_is_string(date) ? string_of(a, date) : json_is_integer(date) ? name_of(a, date) : S("");
	d->published = date_of(given);
	if (!d->published.p) d->bad_date = given;
	return true;
}

bool jsonl_read(arena *a, slice line, const struct jsonl_names *names, struct jsonl_document *d, slice *message,
        size_t *offset) {
	json_error_t error;
	*d = (struct jsonl_document){0};
	*offset = 0;
	json_t *object = json_loadb(line.p ? line.p : "", line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (!object) {
		*offset = error.position > 0 ? (size_t)error.position : 0;
		return refuse(message, arena_copy(a, slice_of(error.text)));
	}
	bool fine = take(a, object, names, d, message);
	json_decref(object);
	return fine;
}
