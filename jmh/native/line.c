/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long a line takes from one core to another: two threads hand a number
 * back and forth, and half of a round trip is one way. The figure is the median
 * of windows of 6 ms. Usage: line CPU,CPU FORK
 */
#define _GNU_SOURCE
#include "bench.h"
#include "window.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>

#define TRIPS 256
#define WANTED 50
#define TRIES 150
#define LAST UINT64_MAX

static struct {
	uint64_t value __attribute__((aligned(128)));
	char fence[128];
} line;

static int cpus[2];

static void
pin(int cpu)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	MUST(pthread_setaffinity_np(pthread_self(), sizeof(set), &set) == 0,
	     "this process must be allowed on processor %d", cpu);
}

/* Waits for an odd number and makes it even. */
static void *
answer(void *unused)
{
	uint64_t seen = 0;

	pin(cpus[1]);
	while (seen != LAST) {
		seen = __atomic_load_n(&line.value, __ATOMIC_ACQUIRE);
		if (seen % 2 == 1 && seen != LAST)
			__atomic_store_n(&line.value, seen + 1, __ATOMIC_RELEASE);
	}
	return unused;
}

static void
ask(uint64_t odd)
{
	__atomic_store_n(&line.value, odd, __ATOMIC_RELEASE);
	while (__atomic_load_n(&line.value, __ATOMIC_ACQUIRE) != odd + 1)
		;
}

/* Ns one way in one window; whether this thread kept its core. */
static bool
run(uint64_t *odd, double *ns)
{
	struct window w;
	uint64_t trips = 0;

	window_open(&w);
	do {
		for (unsigned int i = 0; i < TRIPS; i++, *odd += 2)
			ask(*odd);
		trips += TRIPS;
	} while (bench_now() - w.opened < WINDOW_NS);
	window_close(&w);
	*ns = (double)(w.closed - w.opened) / (2 * trips);
	return window_ran(&w);
}

int
main(int argc, char **argv)
{
	static double values[WANTED];
	struct subject subject = { .name = "a line from core to core, C" };
	unsigned int windows = 0;
	uint64_t odd = 1;
	pthread_t other;
	double ns;

	MUST(argc == 3 && sscanf(argv[1], "%d,%d", &cpus[0], &cpus[1]) == 2,
	     "usage: %s CPU,CPU FORK", argv[0]);
	subject.fork = argv[2];
	pin(cpus[0]);
	MUST(pthread_create(&other, NULL, answer, NULL) == 0, "a second thread must start");
	run(&odd, &ns);
	for (unsigned int tries = 0; tries < TRIES && windows < WANTED; tries++)
		windows += run(&odd, &values[windows]);
	MUST(line.value == odd - 1, "each number must be answered: asked=%lu, answered=%lu",
	     odd - 2, line.value);
	__atomic_store_n(&line.value, LAST, __ATOMIC_RELEASE);
	pthread_join(other, NULL);
	if (windows < WANTED / 5)
		bench_absent(&subject, "", "FLOOR", "The thread kept its core in too few windows.");
	else
		bench_windows(&subject, "", "FLOOR", values, windows, windows);
	return EXIT_SUCCESS;
}
