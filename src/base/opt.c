/* Walking the command line: see opt.h. Syntax after POSIX.1-2017, chapter 12 (Utility Conventions), with long names. */
#include "base/opt.h"

#include "base/diag.h"
#include "base/utf8.h"

static slice opt_name(const struct opt *opt) { return slice_of(opt->name); }

static int wrong(slice *value, slice message) {
	*value = message;
	return OPT_WRONG;
}

/* The option at `row` was met; false where it was met before and may not be again. */
static bool may_stand(struct opts *o, size_t row) {
	if (o->seen[row] && !o->table[row].many) return false;
	o->seen[row] = 1;
	return true;
}

/* The value of an option: what is glued to it, else the next argument. */
static int take_value(arena *a, struct opts *o, size_t row, slice written, slice glued, slice *value) {
	if (!glued.p) {
		if (o->at >= o->argc) {
			slice called = slice_of(o->table[row].value);
			return wrong(value, say(a, S("option "), written, S(" needs a value: "), called));
		}
		glued = slice_of(o->argv[o->at++]);
	}
	*value = glued;
	return (int)row;
}

static int unknown_name(arena *a, const struct opts *o, slice name, slice *value) {
	slices names = {0};
	for (size_t i = 0; i < o->count; i++) *vec_push(a, &names) = opt_name(&o->table[i]);
	slice near = nearest_name(name, names.v, names.n), message = say(a, S("unknown option --"), name);
	return wrong(value, near.p ? say(a, message, S("; did you mean --"), near, S("?")) : message);
}

static int next_long(arena *a, struct opts *o, slice argument, slice *value) {
	struct cut cut = slice_cut(slice_drop(argument, 2), S("="));
	slice written = say(a, S("--"), cut.head);
	o->at++;
	for (size_t row = 0; row < o->count; row++) {
		const struct opt *opt = &o->table[row];
		if (!slice_equal(cut.head, opt_name(opt))) continue;
		if (!may_stand(o, row)) return wrong(value, say(a, S("option "), written, S(" is given twice")));
		if (opt->value) return take_value(a, o, row, written, cut.ok ? cut.tail : ABSENT, value);
		if (cut.ok) return wrong(value, say(a, S("option "), written, S(" takes no value")));
		*value = ABSENT;
		return (int)row;
	}
	return unknown_name(a, o, cut.head, value);
}

/* A letter of a group: -abc, where the first that takes a value takes the rest as it. */
static int next_letter(arena *a, struct opts *o, slice argument, slice *value) {
	size_t size = utf8_at(argument, o->inside).size;
	slice letter = slice_sub(argument, o->inside, o->inside + size), written = say(a, S("-"), letter);
	slice rest = slice_drop(argument, o->inside + size);
	o->inside += size;
	if (rest.n == 0) o->at++, o->inside = 0;
	for (size_t row = 0; row < o->count; row++) {
		const struct opt *opt = &o->table[row];
		if (!opt->letter || size != 1 || letter.p[0] != opt->letter) continue;
		if (!may_stand(o, row)) return wrong(value, say(a, S("option "), written, S(" is given twice")));
		*value = ABSENT;
		if (!opt->value) return (int)row;
		if (rest.n) o->at++, o->inside = 0;
		return take_value(a, o, row, written, rest.n ? rest : ABSENT, value);
	}
	return wrong(value, say(a, S("unknown option "), written));
}

int opt_next(arena *a, struct opts *o, slice *value) {
	if (o->at == 0) o->at = 1;
	*value = ABSENT;
	while (o->at < o->argc) {
		slice argument = slice_of(o->argv[o->at]);
		if (o->inside) return next_letter(a, o, argument, value);
		if (o->only_operands || argument.n < 2 || argument.p[0] != '-') {
			o->at++;
			*value = argument;
			return OPT_OPERAND;
		}
		if (argument.p[1] != '-') {
			o->inside = 1;
		} else if (argument.n > 2) {
			return next_long(a, o, argument, value);
		} else {
			o->only_operands = true;
			o->at++;
		}
	}
	return OPT_END;
}

/* ---- help */

/* "  -j, --jobs N" */
static void put_usage(const struct opt *opt, struct buf *out) {
	buf_put(out, S("  "));
	if (opt->letter) {
		buf_byte(out, '-');
		buf_byte(out, opt->letter);
		buf_put(out, S(", "));
	} else {
		buf_put(out, S("    "));
	}
	buf_put(out, S("--"));
	buf_put(out, opt_name(opt));
	if (!opt->value) return;
	buf_byte(out, ' ');
	buf_put(out, slice_of(opt->value));
}

static size_t usage_width(const struct opt *opt) {
	return 8 + opt_name(opt).n + (opt->value ? 1 + utf8_count(slice_of(opt->value)) : 0);
}

void opt_help(const struct opt *table, size_t count, struct buf *out) {
	size_t widest = 0;
	for (size_t i = 0; i < count; i++)
		if (usage_width(&table[i]) > widest) widest = usage_width(&table[i]);
	for (size_t i = 0; i < count; i++) {
		put_usage(&table[i], out);
		for (size_t pad = usage_width(&table[i]); pad < widest + 2; pad++) buf_byte(out, ' ');
		buf_put(out, slice_of(table[i].help));
		buf_byte(out, '\n');
	}
}
