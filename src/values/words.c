/* Numbers in words, or in digits with words: "a hundred and five thousand", "two and a half million", "3 dozen".
 *
 * The grammar; roles are those of the register `numbers`, scales the register `scales`, blanks and hyphens join:
 *   sum      = part { [","] [and] part }         each part less than the scale of the one before
 *   part     = amount {scale | dozen}
 *            | piece [[of] article] {scale | dozen}                half a million, three quarters of a million
 *   amount   = group [point digits] [[and] piece]                  a million and a half is 1.5 million: the piece
 *                                                                  is of the scale before it, unless a smaller one
 *                                                                  stands behind it (a billion and a half million)
 *   piece    = [group | article] fraction | vulgar                 three quarters, a third, ½, 3/4
 *   group    = digits | article | [article] pair | small [hundred [[and] small]]
 *   small    = unit | ten [unit below ten]
 * A pair is a dozen of two (a couple). A scale, a hundred or another dozen without a number before it is vague ("millions of") and no number. */
#include "values/number.h"

struct scan {
	const struct value_in *in;
	slice text;
	size_t at;
};

static slice rest_of(const struct scan *s) { return slice_drop(s->text, s->at); }

static bool is_hyphen(uint32_t code) { return code == '-' || code == 0x2010 || code == 0x2011; }

/* Over blanks, with at most one hyphen among them. */
static void skip_joint(struct scan *s) {
	bool hyphen = false;
	for (struct utf8_char c; (c = utf8_at(s->text, s->at)).size; s->at += c.size) {
		if (is_hyphen(c.code) && !hyphen && s->at)
			hyphen = true;
		else if (!utf8_is_blank(c.code))
			return;
	}
}

struct word {
	slice role, value; /* role ABSENT: no such word */
	size_t end;
};

slice words_role(const struct value_in *in, slice text, slice *value, size_t *size) {
	*size = value_prefix(in, S("numbers"), text);
	if (*size == 0) return ABSENT;
	slice word = slice_sub(text, 0, *size);
	*value = value_word(in, S("numbers"), word, S("value"));
	return value_word(in, S("numbers"), word, S("role"));
}

static struct word peek(const struct scan *at) {
	struct scan s = *at;
	struct word w = {0};
	skip_joint(&s);
	size_t size;
	w.role = words_role(s.in, rest_of(&s), &w.value, &size);
	w.end = s.at + size;
	return w;
}

/* The next word where it has the role. */
static bool take(struct scan *s, slice role, slice *value) {
	struct word w = peek(s);
	if (!w.role.p || !slice_equal(w.role, role)) return false;
	if (value) *value = w.value;
	s->at = w.end;
	return true;
}

static bool take_number(struct scan *s, slice role, uint64_t *number) {
	struct scan ahead = *s;
	slice value;
	if (!take(&ahead, role, &value) || !slice_to_u64(value, number)) return false;
	*s = ahead;
	return true;
}

/* ---- groups */

static bool read_small(struct scan *s, uint64_t *n) {
	uint64_t unit;
	if (take_number(s, S("unit"), n)) return true;
	if (!take_number(s, S("ten"), n)) return false;
	struct scan ahead = *s;
	if (take_number(&ahead, S("unit"), &unit) && unit > 0 && unit < 10) {
		*n += unit;
		*s = ahead;
	}
	return true;
}

/* "1/4", the value of a fraction word. */
static bool fraction_of(slice value, uint64_t *top, uint64_t *bottom) {
	struct cut c = slice_cut(value, S("/"));
	return c.ok && slice_to_u64(c.head, top) && slice_to_u64(c.tail, bottom) && *bottom > 0 &&
	       *bottom <= NUMBER_BOTTOM_MAX && *top <= *bottom;
}

/* A word for a part: "quarters"; and where one is named alone, the ordinals from three on ("a third"). */
static bool take_fraction(struct scan *s, bool of_one, uint64_t *top, uint64_t *bottom) {
	struct word w = peek(s);
	if (w.role.p) {
		if (!slice_equal(w.role, S("fraction")) || !fraction_of(w.value, top, bottom)) return false;
		s->at = w.end;
		return true;
	}
	struct scan ahead = *s;
	skip_joint(&ahead);
	size_t size = value_prefix(s->in, S("ordinals"), rest_of(&ahead));
	if (!of_one || size == 0) return false;
	if (!value_number_word(s->in, S("ordinals"), slice_sub(rest_of(&ahead), 0, size), S("value"), bottom))
		return false;
	if (*bottom < 3 || *bottom > NUMBER_BOTTOM_MAX) return false;
	*top = 1;
	s->at = ahead.at + size;
	return true;
}

static bool read_hundreds(struct scan *s, uint64_t *n, unsigned *exponent) {
	uint64_t small, top, bottom;
	if (*n == 0 || *n > 99 || !take(s, S("hundred"), NULL)) return false;
	struct scan ahead = *s;
	(void)take(&ahead, S("and"), NULL);
	if (read_small(&ahead, &small)) {
		struct scan behind = ahead;
		/* A part behind a whole number is less than one: "a hundred and three quarters", but "a hundred and
		 * thirty fifths" are 130 of them. */
		if (!take_fraction(&behind, small == 1, &top, &bottom) || small >= bottom) {
			*n = *n * 100 + small;
			*s = ahead;
			return true;
		}
	}
	*exponent = 2;
	return true;
}

static bool read_digits(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	skip_joint(&ahead);
	size_t size = digits_prefix(rest_of(&ahead));
	if (size == 0 || size > NUMBER_DIGITS_MAX) return false;
	if (!digits_read(s->in->arena, slice_sub(rest_of(&ahead), 0, size), &q->top, &q->grouped)) return false;
	s->at = ahead.at + size;
	return true;
}

/* "a couple", "couple": a word for exactly two needs no number before it. */
static bool take_pair(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	uint64_t n;
	(void)take(&ahead, S("article"), NULL);
	if (!take_number(&ahead, S("dozen"), &n) || n != 2) return false;
	q->top = decimal_of(s->in->arena, n);
	*s = ahead;
	return true;
}

static bool read_group(struct scan *s, struct quantity *q) {
	uint64_t n = 1;
	*q = (struct quantity){.bottom = 1};
	if (read_digits(s, q)) return true;
	if (take_pair(s, q)) return true;
	if (!take(s, S("article"), NULL) && !read_small(s, &n)) return false;
	(void)read_hundreds(s, &n, &q->exponent);
	q->top = decimal_of(s->in->arena, n);
	return true;
}

/* ---- fractions */

/* q + top ÷ bottom of q's own scale. */
static void add_piece(arena *a, struct quantity *q, struct decimal top, uint64_t bottom) {
	q->top = decimal_add(a, decimal_multiply(a, q->top, decimal_of(a, bottom)), top);
	q->bottom = (uint32_t)bottom;
}

/* "3/4" in digits. */
static bool read_slashed(struct scan *s, struct decimal *top, uint64_t *bottom) {
	struct scan ahead = *s;
	skip_joint(&ahead);
	slice text = rest_of(&ahead);
	size_t above = 0, below;
	while (above < text.n && utf8_is_digit((unsigned char)text.p[above])) above++;
	struct utf8_char slash = utf8_at(text, above);
	if (slash.code != '/' && slash.code != 0x2044) return false;
	below = above + slash.size;
	size_t end = below;
	while (end < text.n && utf8_is_digit((unsigned char)text.p[end])) end++;
	if (!slice_to_u64(slice_sub(text, below, end), bottom) || *bottom == 0 || *bottom > NUMBER_BOTTOM_MAX)
		return false;
	if (above > NUMBER_DIGITS_MAX || !decimal_read(slice_sub(text, 0, above), top, s->in->arena)) return false;
	s->at = ahead.at + end;
	return true;
}

static bool read_vulgar(struct scan *s, struct decimal *top, uint64_t *bottom) {
	slice value;
	uint64_t n;
	struct scan ahead = *s;
	if (!take(&ahead, S("vulgar"), &value) || !fraction_of(value, &n, bottom)) return false;
	*top = decimal_of(s->in->arena, n);
	*s = ahead;
	return true;
}

static bool read_piece(struct scan *s, struct decimal *top, uint64_t *bottom) {
	struct quantity count = {.bottom = 1};
	uint64_t part;
	if (read_vulgar(s, top, bottom) || read_slashed(s, top, bottom)) return true;
	struct scan ahead = *s;
	*top = decimal_of(s->in->arena, 1);
	if (take_fraction(&ahead, false, &part, bottom)) {
		*s = ahead;
		return true;
	}
	if (!read_group(&ahead, &count) || count.exponent) return false;
	bool one = slice_equal(count.top.digits, S("1"));
	if (!take_fraction(&ahead, one, &part, bottom)) return false;
	*top = count.top;
	*s = ahead;
	return true;
}

/* ---- parts */

static bool take_dozen(struct scan *s, struct quantity *q) {
	uint64_t n;
	if (!take_number(s, S("dozen"), &n)) return false;
	q->top = decimal_multiply(s->in->arena, q->top, decimal_of(s->in->arena, n));
	return true;
}

static bool take_scale(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	uint64_t n;
	skip_joint(&ahead);
	size_t size = value_prefix(s->in, S("scales"), rest_of(&ahead));
	slice word = slice_sub(rest_of(&ahead), 0, size);
	if (size == 0 || !value_number_word(s->in, S("scales"), word, S("exponent"), &n)) return false;
	if (n > NUMBER_EXPONENT_MAX - q->exponent) return false;
	q->exponent += (unsigned)n;
	s->at = ahead.at + size;
	return true;
}

static bool take_scales(struct scan *s, struct quantity *q) {
	bool any = take_dozen(s, q);
	while (take_scale(s, q)) any = true;
	return any;
}

/* "point five six", "point 56": the digits behind the point. */
static void read_point(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	slice digits = S("");
	uint64_t n;
	bool hundreds = q->exponent == 2; /* "two hundred point five": of one, not of a hundred */
	if (q->top.places || (q->exponent && !hundreds) || !take(&ahead, S("point"), NULL)) return;
	while (take_number(&ahead, S("unit"), &n) && n < 10) {
		digits = say(s->in->arena, digits, slice_of_u64(s->in->arena, n));
		*s = ahead;
		if (digits.n > NUMBER_DIGITS_MAX / 100) return;
	}
	if (digits.n == 0) {
		skip_joint(&ahead);
		size_t size = 0;
		while (size < rest_of(&ahead).n && utf8_is_digit((unsigned char)rest_of(&ahead).p[size])) size++;
		digits = slice_sub(rest_of(&ahead), 0, size);
		if (size == 0) return;
		s->at = ahead.at + size;
	}
	if (hundreds) q->top = decimal_shift(s->in->arena, q->top, 2);
	q->exponent = 0;
	(void)decimal_read(say(s->in->arena, q->top.digits, S("."), digits), &q->top, s->in->arena);
}

/* Does a scale stand there that is less than the amount's own? Then the piece before it is a part of its own. */
static bool smaller_scale(const struct scan *at, const struct quantity *q) {
	struct scan ahead = *at;
	struct quantity piece = {.top = decimal_of(at->in->arena, 1), .bottom = 1};
	return q->exponent > 2 && take_scales(&ahead, &piece) && piece.exponent < q->exponent;
}

/* The piece that may follow an amount: "5½", "5 1/2", "two and a half". */
static void read_tail(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	struct decimal top;
	uint64_t bottom;
	if (q->top.places || q->bottom != 1) return;
	struct quantity whole = *q;
	if (whole.exponent == 2) { /* of "two hundred": a half behind it is of one */
		whole.top = decimal_shift(s->in->arena, whole.top, 2);
		whole.exponent = 0;
	}
	if (!read_vulgar(&ahead, &top, &bottom) && !read_slashed(&ahead, &top, &bottom) &&
	        !(take(&ahead, S("and"), NULL) && read_piece(&ahead, &top, &bottom)))
		return;
	if (smaller_scale(&ahead, &whole)) return;
	add_piece(s->in->arena, &whole, top, bottom);
	*q = whole;
	*s = ahead;
}

/* What may follow a piece: "[of] a million", or the article alone ("half an"). */
static void read_whole(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	if (take_scales(s, q)) return;
	bool of = take(&ahead, S("of"), NULL), article = take(&ahead, S("article"), NULL);
	struct scan behind = ahead;
	if (take_scales(&behind, q))
		*s = behind;
	else if (article && !of)
		*s = ahead;
}

static bool read_part(struct scan *s, struct quantity *q) {
	struct scan ahead = *s;
	struct decimal top;
	uint64_t bottom;
	if (read_piece(&ahead, &top, &bottom)) {
		*q = (struct quantity){.top = top, .bottom = (uint32_t)bottom};
		*s = ahead;
		read_whole(s, q);
		return true;
	}
	if (!read_group(s, q)) return false;
	read_point(s, q);
	(void)take_scales(s, q);
	read_tail(s, q);
	(void)take_scales(s, q);
	return true;
}

/* ---- sums */

static struct decimal flat(arena *a, const struct quantity *q) { return decimal_shift(a, q->top, (int)q->exponent); }

/* The next part, where it is less than the scale of the one before. */
static bool read_next(struct scan *s, unsigned below, struct quantity *q) {
	struct scan ahead = *s;
	if (below == 0) return false;
	if (utf8_at(ahead.text, ahead.at).code == ',') ahead.at++;
	(void)take(&ahead, S("and"), NULL);
	arena *a = s->in->arena;
	if (!read_part(&ahead, q)) return false;
	if (q->bottom != 1) { /* half a million more */
		struct decimal d;
		if (!q->exponent || !number_decimal(a, q, &d) || !decimal_is_whole(d)) return false;
		*q = (struct quantity){.top = decimal_trim(d), .bottom = 1};
	}
	if (decimal_compare(a, flat(a, q), decimal_shift(a, decimal_of(a, 1), (int)below)) >= 0) return false;
	*s = ahead;
	return true;
}

bool words_read(const struct value_in *in, slice text, struct quantity *q, size_t *used) {
	struct scan s = {.in = in, .text = text};
	struct quantity next;
	if (!read_part(&s, q)) return false;
	for (unsigned below = q->exponent; q->bottom == 1 && read_next(&s, below, &next); below = next.exponent) {
		q->top = decimal_add(in->arena, flat(in->arena, q), flat(in->arena, &next));
		q->exponent = 0;
	}
	*used = s.at;
	return true;
}
