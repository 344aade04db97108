/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The floor: one uncontended atomic add whose result is used, which on x86-64
 * is one lock xadd. Usage: floor FORK
 */
#include "bench.h"

#include <stdlib.h>

struct counter {
	uint64_t value __attribute__((aligned(128)));
	uint64_t returned;
};

static void
add(void *arg)
{
	struct counter *counter = arg;
	uint64_t returned = 0;

	for (unsigned int i = 0; i < BATCH; i++)
		returned += __atomic_fetch_add(&counter->value, 1, __ATOMIC_SEQ_CST);
	counter->returned += returned;
}

int
main(int argc, char **argv)
{
	static struct counter counter;
	struct subject subject = { .name = "lock xadd, C" };
	double value;

	MUST(argc == 2, "usage: %s FORK", argv[0]);
	subject.fork = argv[1];
	value = bench_batches(add, &counter);
	/* Each add returned what the one before it left: 0 + 1 + 2 + ... */
	MUST(counter.value % BATCH == 0 && counter.value > 0,
	     "each batch must add %d: value=%lu", BATCH, counter.value);
	MUST(counter.returned == counter.value * (counter.value - 1) / 2,
	     "each add must return the sum before it: value=%lu, returned=%lu",
	     counter.value, counter.returned);
	bench_sample(&subject, "", "FLOOR", value);
	return EXIT_SUCCESS;
}
