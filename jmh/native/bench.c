/* SPDX-License-Identifier: Apache-2.0 */
#include "bench.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BATCHES 1001
#define WARMUP 100

void
bench_die(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(EXIT_FAILURE);
}

uint64_t
bench_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * UINT64_C(1000000000) + t.tv_nsec;
}

double
bench_batches(void (*run)(void *), void *arg)
{
	static double values[BATCHES];

	for (unsigned int i = 0; i < WARMUP; i++)
		run(arg);
	for (unsigned int i = 0; i < BATCHES; i++) {
		uint64_t start = bench_now();

		run(arg);
		values[i] = (double)(bench_now() - start) / BATCH;
	}
	return bench_percentile(values, BATCHES, 50);
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

double
bench_percentile(double *values, unsigned int count, unsigned int percent)
{
	qsort(values, count, sizeof(*values), ascending);
	return values[(count - 1) * percent / 100];
}

static void
begin(const struct subject *subject, const char *variant, const char *work)
{
	printf("{\"work\":\"%s\",\"subject\":\"%s%s\",\"jdk\":\"native\",\"fork\":%s",
	       work, subject->name, variant, subject->fork);
	if (subject->version != NULL)
		printf(",\"version\":\"%s\"", subject->version);
}

void
bench_sample(const struct subject *subject, const char *variant,
	     const char *work, double value)
{
	begin(subject, variant, work);
	printf(",\"value\":%.3f,\"bytesPerOp\":null}\n", value);
}

void
bench_windows(const struct subject *subject, const char *variant,
	      const char *work, double *values, unsigned int count,
	      unsigned int windows)
{
	begin(subject, variant, work);
	printf(",\"value\":%.3f,\"bytesPerOp\":null,\"p10\":%.3f,\"p90\":%.3f,\"windows\":%u}\n",
	       bench_percentile(values, count, 50),
	       bench_percentile(values, count, 10),
	       bench_percentile(values, count, 90), windows);
}

void
bench_absent(const struct subject *subject, const char *variant,
	     const char *work, const char *why)
{
	begin(subject, variant, work);
	printf(",\"absent\":\"%s\"}\n", why);
}
