/* Telephone numbers: E.164 where the country is known and the length is one that it has; else the digits as written,
 * a plus kept. An extension follows as in RFC 3966: ";ext=4310". "0115 496 6047/6052" are two numbers: `last` holds the
 * digits that end the second.
 *
 * The register `dialling` knows a country by its region ("GB") and by its code ("+44"): code, exit (what is dialled
 * to leave the country), trunk (what a number starts with inside it), trunk_needed (yes where a number without it is
 * a local one), shortest and longest (digits behind the trunk). A number with the code of another country is
 * taken at its word. */
#include "values/types.h"

static const slice register_name = {"dialling", 8};

static slice cell(const struct value_in *in, slice country, slice column) {
	return value_word(in, register_name, country, column);
}

static bool is_separator(uint32_t code) {
	return utf8_is_blank(code) || code == '-' || code == '.' || code == '/' || code == '(' || code == ')' ||
	       (code >= 0x2010 && code <= 0x2015) || code == 0x2212;
}

/* The digits without separators, and without the "(0)" that a number with its country code shows for callers inside
 * the country. False where there is anything else. */
static bool read_digits(arena *a, slice text, bool *plus, slice *digits) {
	char *out = arena_alloc(a, text.n);
	size_t n = 0;
	*plus = false;
	for (size_t at = 0; at < text.n;) {
		struct utf8_char c = utf8_at(text, at);
		if (*plus && slice_starts(slice_drop(text, at), S("(0)"))) {
			at += 3;
			continue;
		}
		if (utf8_is_digit(c.code))
			out[n++] = (char)c.code;
		else if (c.code == '+' && n == 0 && !*plus)
			*plus = true;
		else if (!is_separator(c.code))
			return false;
		at += c.size;
	}
	*digits = (slice){out, n};
	return n > 0;
}

/* The part of the number behind country code and trunk, where it has a length that the country has. */
static bool is_national(const struct value_in *in, slice country, slice national) {
	uint64_t shortest, longest;
	slice trunk = cell(in, country, S("trunk"));
	if (!value_number_word(in, register_name, country, S("shortest"), &shortest)) return false;
	if (!value_number_word(in, register_name, country, S("longest"), &longest)) return false;
	if (national.n < shortest || national.n > longest || national.p[0] == '0') return false;
	return trunk.n == 0 || !slice_starts(national, trunk);
}

static slice without_trunk(const struct value_in *in, slice country, slice digits) {
	slice trunk = cell(in, country, S("trunk"));
	return trunk.n && slice_starts(digits, trunk) ? slice_drop(digits, trunk.n) : digits;
}

/* Digits behind a plus. */
static slice international(const struct value_in *in, slice digits) {
	slice as_written = say(in->arena, S("+"), digits);
	for (size_t n = 1; n <= 3 && n < digits.n; n++) {
		slice country = slice_sub(as_written, 0, n + 1);
		if (!cell(in, country, S("code")).n) continue;
		slice national = without_trunk(in, country, slice_drop(digits, n));
		return is_national(in, country, national) ? say(in->arena, country, national) : as_written;
	}
	return as_written;
}

static slice domestic(const struct value_in *in, slice digits) {
	slice region = in->context ? in->context->region : ABSENT, code = cell(in, region, S("code"));
	if (code.n == 0) return digits;
	slice exit = cell(in, region, S("exit")), national = without_trunk(in, region, digits);
	if (exit.n && slice_starts(digits, exit) && digits.n > exit.n + 7)
		return international(in, slice_drop(digits, exit.n));
	bool trunk_missing = national.n == digits.n && slice_equal(cell(in, region, S("trunk_needed")), S("yes"));
	if (trunk_missing || !is_national(in, region, national)) return digits;
	return say(in->arena, S("+"), code, national);
}

/* "4310", "x4310", "ext. 4310": what stands before the digits is not looked at. */
static bool read_extension(arena *a, slice text, slice *digits) {
	size_t at = 0;
	bool plus;
	while (at < text.n && !utf8_is_digit((unsigned char)text.p[at])) at++;
	text = slice_drop(text, at);
	return slice_find_byte(text, '/') == SIZE_MAX && read_digits(a, text, &plus, digits) && !plus;
}

/* The digits with other ones at their end. */
static bool end_in(arena *a, slice last, slice *digits) {
	slice other;
	bool plus;
	if (!read_digits(a, last, &plus, &other) || plus || other.n >= digits->n) return false;
	*digits = say(a, slice_sub(*digits, 0, digits->n - other.n), other);
	return true;
}

bool value_phone(const struct value_in *in, struct value_out *out) {
	slice phone = value_capture(in, S("phone")), extension = value_capture(in, S("extension"));
	slice value = S(""), last = value_capture(in, S("last")), digits;
	bool plus;
	if (phone.n == 0 && extension.n == 0) return value_unread(in, out, S("no telephone number is"), phone);
	if (phone.n) {
		if (!read_digits(in->arena, phone, &plus, &digits))
			return value_unread(in, out, S("no telephone number is"), phone);
		if (last.n && !end_in(in->arena, last, &digits))
			return value_unread(in, out, S("no other end of the number is"), last);
		value = plus ? international(in, digits) : domestic(in, digits);
	}
	if (extension.n) {
		if (!read_extension(in->arena, extension, &digits))
			return value_unread(in, out, S("no extension is"), extension);
		value = say(in->arena, value, S(";ext="), digits);
	}
	value_set(out, S("type"), S("phone"), ABSENT);
	value_set(out, S("value"), value, phone.n ? S("phone") : S("extension"));
	if (phone.n && last.n) value_from(out, S("last"));
	if (phone.n && extension.n) value_from(out, S("extension"));
	return true;
}
