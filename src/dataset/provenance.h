/* provenance.json: what a dataset was made from, as W3C PROV in its JSON form.
 *
 * https://www.w3.org/TR/prov-dm/ and https://www.w3.org/submissions/prov-json/. One entity for each document, each file
 * of the rule packs and each file of the dataset but this one, with digests; each rule, with its fingerprint; one activity, one software agent. That each
 * file comes from all documents and all rules is said through two collections, so that the size stays linear; the
 * activity has one digest over version, documents and rules. It holds no clock and nothing of the machine: the same
 * inputs give the same bytes. */
#ifndef GARNER_DATASET_PROVENANCE_H
#define GARNER_DATASET_PROVENANCE_H

#include "base/buf.h"
#include "dataset/package.h"
#include "model/document.h"
#include "rules/fingerprint.h"

#define PROVENANCE_NAME "provenance.json"

struct provenance_item {
	slice name;
	slice kind;   /* of a rule file: rules, register, view, check */
	slice sha256; /* 64 hex digits, or ABSENT where a document could not be read */
};
typedef VEC(struct provenance_item) provenance_items;

struct provenance {
	slice version; /* of garner */
	provenance_items documents, rules, files;
	/* More documents and files, for there may be many: records that begin with name and digest, in order of names; or NULL. */
	struct sorter *more_documents, *more_files;
	fingerprints entries; /* of the rule files */
};

/* The files of the pack, which may be NULL, in order of their names. The documents are the caller's to fill in, in order of
 * their names: all but registers, which are files of the rules. In the arena. */
void provenance_begin(struct provenance *p, const struct pack *pack, arena *a);
/* The files of the dataset, datapackage.json among them, whose digest is given. */
void provenance_files(struct provenance *p, const package_files *files, slice package, arena *a);

/* The whole text, by way of `drain` where that is not NULL; every entity on a line of its own:
 *   "rule:nhs/pack.yaml": {"prov:label":"nhs/pack.yaml","garner:kind":"rules","garner:sha256":"…"}
 *   "entry:money": {"prov:label":"money","garner:kind":"rule","garner:file":"nhs/money.rules.yaml","garner:fingerprint":"…"} */
void provenance_encode(struct buf *out, const struct provenance *p, const struct drain *drain);

#endif
