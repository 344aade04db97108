/* SPDX-License-Identifier: Apache-2.0 */
/*
 * malloc(2048) and free, by whichever library this binary is linked with; that
 * it is the one meant, the dynamic linker is asked. Usage: BINARY NAME LIBRARY FORK
 */
#define _GNU_SOURCE
#include "bench.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define SIZE 2048

struct fifo {
	unsigned char *block[FIFO];
	unsigned char mark[FIFO];
	unsigned char next;
};

static unsigned char *
make(unsigned char mark)
{
	unsigned char *block = malloc(SIZE);

	MUST(block != NULL, "malloc must return memory");
	*(volatile unsigned char *)block = mark;
	return block;
}

static void
fifo(void *arg)
{
	struct fifo *f = arg;

	for (unsigned int i = 0; i < BATCH; i++) {
		unsigned int oldest = i % FIFO;

		free(f->block[oldest]);
		f->block[oldest] = make(f->mark[oldest] = f->next++);
	}
}

static void
pair(void *arg)
{
	struct fifo *f = arg;

	for (unsigned int i = 0; i < BATCH; i++)
		free(make(f->next++));
}

/* The blocks hold what was written into each, and do not overlap. */
static void
drain(struct fifo *f)
{
	for (unsigned int i = 0; i < FIFO; i++) {
		MUST(f->block[i][0] == f->mark[i],
		     "block %u must hold what was written: %d", i, f->block[i][0]);
		memset(f->block[i] + 1, f->mark[i], SIZE - 1);
	}
	for (unsigned int i = 0; i < FIFO; i++) {
		for (unsigned int b = 0; b < SIZE; b++)
			MUST(f->block[i][b] == f->mark[i],
			     "blocks must not overlap: block %u at %u", i, b);
		free(f->block[i]);
	}
}

int
main(int argc, char **argv)
{
	static struct fifo f;
	struct subject subject;
	Dl_info info;

	MUST(argc == 4, "usage: %s NAME LIBRARY FORK", argv[0]);
	subject = (struct subject){ .name = argv[1], .fork = argv[3] };
	MUST(dladdr(dlsym(RTLD_DEFAULT, "malloc"), &info) != 0,
	     "the dynamic linker must know malloc");
	MUST(strstr(info.dli_fname, argv[2]) != NULL,
	     "malloc must come from %s: it comes from %s", argv[2], info.dli_fname);

	bench_sample(&subject, ", pair", "ALLOCATE_FREE", bench_batches(pair, &f));
	bench_sample(&subject, "", "ALLOCATE_FREE", bench_batches(fifo, &f));
	drain(&f);
	return EXIT_SUCCESS;
}
