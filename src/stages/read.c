/* read: a document from bytes. What is not UTF-8 plain text is not guessed at: the document is failed, and the finding
 * names the first byte that says so. No file is opened here. A byte-order mark stays in the text, so places are those
 * of the file. */
#include "base/ascii.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "stages/read_mojibake.h"
#include "stages/stages.h"

#include <string.h>

struct signature {
	slice bytes;
	slice name;
	enum code code;
};

/* Longer byte-order marks first: that of UTF-32LE begins with that of UTF-16LE. The numbers are those of each format's
 * own specification. */
#define SIGNATURE(bytes, name, code)                                                                                   \
	{ {bytes, sizeof(bytes) - 1}, {name, sizeof(name) - 1}, code }
static const struct signature signatures[] = {
        SIGNATURE("\xFF\xFE\0\0", "a byte-order mark of UTF-32LE", CODE_ENCODING),
        SIGNATURE("\0\0\xFE\xFF", "a byte-order mark of UTF-32BE", CODE_ENCODING),
        SIGNATURE("\xFF\xFE", "a byte-order mark of UTF-16LE", CODE_ENCODING),
        SIGNATURE("\xFE\xFF", "a byte-order mark of UTF-16BE", CODE_ENCODING),
        SIGNATURE("\x7F"
                  "ELF",
                "an ELF program", CODE_BINARY),
        SIGNATURE("\x89PNG\r\n\x1A\n", "a PNG picture", CODE_BINARY),
        SIGNATURE("\xFF\xD8\xFF", "a JPEG picture", CODE_BINARY),
        SIGNATURE("GIF87a", "a GIF picture", CODE_BINARY),
        SIGNATURE("GIF89a", "a GIF picture", CODE_BINARY),
        SIGNATURE("%PDF-", "a PDF file", CODE_BINARY),
        SIGNATURE("PK\x03\x04", "a ZIP archive", CODE_BINARY),
        SIGNATURE("PK\x05\x06", "an empty ZIP archive", CODE_BINARY),
        SIGNATURE("\x1F\x8B", "gzip data", CODE_BINARY),
        SIGNATURE("\xFD"
                  "7zXZ",
                "xz data", CODE_BINARY),
        SIGNATURE("\x28\xB5\x2F\xFD", "zstd data", CODE_BINARY),
        SIGNATURE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an OLE file", CODE_BINARY),
};

/* Markup is text, but its words stand between tags, entities and scripts: read as plain text it gives nonsense. Told by
 * how such a file must, or does as a rule, begin (WHATWG MIME Sniffing, section 7.1; XML 1.0, section 2.8). A page that
 * begins in the middle is not guessed at. */
static const struct signature openings[] = {
        SIGNATURE("<!doctype html", "an HTML page", CODE_FORMAT),
        SIGNATURE("<html", "an HTML page", CODE_FORMAT),
        SIGNATURE("<?xml ", "an XML file", CODE_FORMAT),
        SIGNATURE("{\\rtf", "an RTF file", CODE_FORMAT),
};

/* `lower` has small letters alone; ASCII capitals in s are as good. */
static bool starts_in_any_case(slice s, slice lower) {
	for (size_t i = 0; i < lower.n; i++) {
		char c = i < s.n ? s.p[i] : '\0';
		if (ascii_lower(c) != lower.p[i]) return false;
	}
	return true;
}

static const struct signature *opening_of(slice bytes) {
	slice begun = slice_trim(slice_starts(bytes, S("\xEF\xBB\xBF")) ? slice_drop(bytes, 3) : bytes);
	for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
		if (starts_in_any_case(begun, openings[i].bytes)) return &openings[i];
	return NULL;
}

/* Says why the bytes are no text, or leaves *message absent. */
static enum code text_refusal(arena *a, slice bytes, slice *message) {
	*message = ABSENT;
	if (bytes.n > READ_LIMIT) {
		*message = say(a, slice_of_u64(a, bytes.n), S(" bytes, the limit is "), slice_of_u64(a, READ_LIMIT));
		return CODE_TOO_LARGE;
	}
	for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
		if (!slice_starts(bytes, signatures[i].bytes)) continue;
		*message = say(a, S("starts at byte 0 like "), signatures[i].name);
		return signatures[i].code;
	}
	size_t at = slice_find_byte(bytes, '\0');
	if (at != SIZE_MAX) {
		*message = say(a, S("a NUL byte at byte "), slice_of_u64(a, at));
		return CODE_BINARY;
	}
	if (!utf8_valid(bytes, &at)) {
		*message = say(a, S("ill-formed UTF-8 at byte "), slice_of_u64(a, at));
		return CODE_ENCODING;
	}
	const struct signature *opening = opening_of(bytes);
	if (opening) *message = say(a, S("begins like "), opening->name, S(", which is not read"));
	return CODE_FORMAT;
}

/* One finding, at the first such place. */
static void mojibake_tell(struct document *d) {
	span first = mojibake_find(d->text, 0);
	uint64_t places = 0;
	for (span at = first; !span_is_none(at); at = mojibake_find(d->text, at.end)) places++;
	if (places == 0) return;
	document_finding(d, CODE_MOJIBAKE, first,
	        say(d->arena, S("places where another encoding was read or characters were lost: "),
	                slice_of_u64(d->arena, places), S("; they were kept as they stand")));
}

struct document *stage_read(arena *a, slice name, slice bytes) {
	struct document *d = document_new(a);
	d->name = name;
	d->bytes = bytes.n;
	d->sha256 = sha256_hex(a, bytes);
	slice message;
	enum code code = text_refusal(a, bytes, &message);
	if (message.p) {
		document_fail(d, code, SPAN_NONE, message);
		return d;
	}
	d->encoding = S("utf-8");
	d->media_type = S("text/plain");
	d->text = bytes;
	mojibake_tell(d);
	return d;
}

struct document *stage_read_failed(arena *a, slice name, enum code code, slice message) {
	struct document *d = document_new(a);
	d->name = name;
	document_fail(d, code, SPAN_NONE, message);
	return d;
}
