/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "window.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/resource.h>

#include "bench.h"

static uint64_t
run_delay(void)
{
	FILE *file = fopen("/proc/thread-self/schedstat", "r");
	uint64_t delay = 0;

	MUST(file != NULL, "the kernel must have /proc/thread-self/schedstat (CONFIG_SCHED_INFO)");
	MUST(fscanf(file, "%*u %" SCNu64, &delay) == 1,
	     "schedstat must have the run delay as its second number");
	fclose(file);
	return delay;
}

static long
preemptions(void)
{
	struct rusage usage;

	MUST(getrusage(RUSAGE_THREAD, &usage) == 0, "getrusage must know this thread");
	return usage.ru_nivcsw;
}

void
window_open(struct window *w)
{
	w->waited = run_delay();
	w->preempted = preemptions();
	w->opened = bench_now();
}

void
window_close(struct window *w)
{
	w->closed = bench_now();
	w->preempted = preemptions() - w->preempted;
	w->waited = run_delay() - w->waited;
}

bool
window_ran(const struct window *w)
{
	return w->preempted == 0 && w->waited * 50 <= w->closed - w->opened;
}
