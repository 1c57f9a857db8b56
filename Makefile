# garner: hand-written for GNU make; `make help` lists the targets. All output is under $(BUILD), so that
# make BUILD=build/asan SAN=address,undefined test  lives beside the plain build. Safe at any -j.
BUILD   ?= build
PREFIX  ?= /usr/local
DESTDIR ?=
CC      ?= cc
CFLAGS  ?= -O2 -g
SAN     ?=
PYTHON  ?= python3

PACKAGES := libpcre2-8 libfyaml jansson libcrypto sqlite3
WARN     := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla
SANFLAGS := $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer -DGARNER_POISON)

SOURCES  := $(sort $(wildcard src/*/*.c))
PROGRAMS := $(sort $(patsubst src/programs/%.c,%,$(wildcard src/programs/garner*.c)))
LIBSRC   := $(filter-out $(PROGRAMS:%=src/programs/%.c),$(SOURCES))
LIBOBJ   := $(LIBSRC:%.c=$(BUILD)/obj/%.o)
UNITS    := $(sort $(patsubst tests/%.c,%,$(wildcard tests/unit/test_*.c tests/property/prop_*.c)))
FUZZERS  := $(sort $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
TOOLS    := contract schema

# The libraries are asked for once, and only by goals that compile.
ifneq ($(filter-out clean help setup,$(or $(MAKECMDGOALS),all)),)
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lcsv -lunistring -lpthread
endif
ALL_CFLAGS = -std=c17 -D_GNU_SOURCE -Isrc $(WARN) $(PKG_CFLAGS) $(CFLAGS) $(SANFLAGS)
ALL_LIBS   = $(PKG_LIBS) $(SANFLAGS)

.PHONY: all setup data test lint fuzz golden-accept docs install clean help
.DELETE_ON_ERROR:
.SECONDARY:
.DEFAULT_GOAL := all

all: $(PROGRAMS:%=$(BUILD)/bin/%) ## build the programs into $(BUILD)/bin

setup: ## install what is missing (needs root for that)
	@scripts/setup

# The packages must be there before pkg-config is asked, hence a make of its own behind setup.
data: setup ## regenerate out/ from seeds/
	@$(MAKE) --no-print-directory BUILD=$(BUILD) all
	@scripts/regenerate $(BUILD)/bin

test: setup ## run the whole suite, plain and under sanitizers
	@scripts/test $(BUILD)

lint: ## layers, formatting, gcc and clang warnings, cppcheck
	@scripts/lint

golden-accept: all ## rewrite golden expectations; read the diff before keeping it
	@scripts/golden --accept $(BUILD)/bin

docs: all $(BUILD)/tools/contract $(BUILD)/tools/schema ## write docs/contract.md, values.md, cli.md and rule-files.schema.json from the lists they state
	@$(BUILD)/tools/contract > docs/contract.md.new && mv docs/contract.md.new docs/contract.md
	@$(BUILD)/tools/schema > docs/rule-files.schema.json.new && mv docs/rule-files.schema.json.new docs/rule-files.schema.json
	@scripts/values-page > docs/values.md.new && mv docs/values.md.new docs/values.md
	@scripts/cli-page $(BUILD)/bin > docs/cli.md.new && mv docs/cli.md.new docs/cli.md

install: all ## copy programs and rule packs to $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/garner
	install -m 755 $(PROGRAMS:%=$(BUILD)/bin/%) $(DESTDIR)$(PREFIX)/bin
	cp -R rules $(DESTDIR)$(PREFIX)/share/garner/

clean: ## remove everything built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | sort | expand -t 16

# ---- how things are built

$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(CC) $(ALL_CFLAGS) $(ALL_LIBS)' | cmp -s - $@ || printf '%s\n' '$(CC) $(ALL_CFLAGS) $(ALL_LIBS)' > $@
FORCE:

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/libgarner.a: $(LIBOBJ)
	@rm -f $@
	@ar rcs $@ $^

$(BUILD)/bin/%: $(BUILD)/obj/src/programs/%.o $(BUILD)/libgarner.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(ALL_LIBS)

$(BUILD)/tests/%: $(BUILD)/obj/tests/%.o $(BUILD)/libgarner.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(ALL_LIBS) -lcmocka

$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/obj/tests/fuzz/replay.o $(BUILD)/libgarner.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(ALL_LIBS)

$(BUILD)/tools/%: $(BUILD)/obj/scripts/%.o $(BUILD)/libgarner.a
	@mkdir -p $(@D)
	$(CC) -o $@ $^ $(ALL_LIBS)

.PHONY: units fuzzers tools
tools: $(TOOLS:%=$(BUILD)/tools/%)
units: $(UNITS:%=$(BUILD)/tests/%)
fuzzers: $(FUZZERS:%=$(BUILD)/fuzz/%)

fuzz: ## fuzz with libFuzzer (clang): make fuzz TARGET=fuzz_chain SECONDS=60
	@scripts/fuzz $(or $(TARGET),fuzz_chain) $(or $(SECONDS),60)

-include $(SOURCES:%.c=$(BUILD)/obj/%.d) $(UNITS:%=$(BUILD)/obj/tests/%.d) $(FUZZERS:%=$(BUILD)/obj/tests/fuzz/%.d) $(TOOLS:%=$(BUILD)/obj/scripts/%.d)
