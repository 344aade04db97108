/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>

/* Outstanding at once in the FIFO works, as in the Java benchmarks. */
#define FIFO 64

/* Units of work between two readings of the clock. A multiple of 256, the largest burst. */
#define BATCH 4096

/* Who is measured, in which run; the version may be NULL. */
struct subject {
	const char *name;
	const char *version;
	const char *fork;
};

/* Ends the process with a sentence when something that must hold does not. */
#define MUST(holds, ...)						\
	do {								\
		if (__builtin_expect(!(holds), 0))			\
			bench_die(__VA_ARGS__);				\
	} while (0)

void bench_die(const char *format, ...)
	__attribute__((noreturn, cold, format(printf, 1, 2)));

/* Nanoseconds of a clock that both cores share. */
uint64_t bench_now(void);

/*
 * Times 1001 batches and returns the median in ns per unit of work. One batch
 * of run() is BATCH units; 100 more run before, unmeasured.
 */
double bench_batches(void (*run)(void *), void *arg);

/* Sorts the values and returns what percent of them are not above. */
double bench_percentile(double *values, unsigned int count, unsigned int percent);

/* Writes one sample; the variant follows the subject's name and may be "". */
void bench_sample(const struct subject *subject, const char *variant,
		  const char *work, double value);

/* Writes one sample out of windows, with their spread. Sorts the values. */
void bench_windows(const struct subject *subject, const char *variant,
		   const char *work, double *values, unsigned int count,
		   unsigned int windows);

/* Writes why this run has no figure. */
void bench_absent(const struct subject *subject, const char *variant,
		  const char *work, const char *why);

#endif
