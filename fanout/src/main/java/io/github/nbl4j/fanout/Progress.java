// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.fanout;

import java.io.Console;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar where somebody is looking; nothing when the output is piped. */
final class Progress implements AutoCloseable {
    private final ProgressBar bar;
    /** Of the subjects before this one, and of this one. */
    private long before;

    private int loops;

    /** @param loops of all subjects in all turns. */
    Progress(final long loops) {
        bar = isTerminal()
                ? new ProgressBarBuilder()
                        .setInitialMax(loops)
                        .setStyle(ProgressBarStyle.ASCII)
                        .clearDisplayOnFinish()
                        .build()
                : null;
    }

    void start(final String subject, final int itsLoops) {
        before += loops;
        loops = itsLoops;
        if (bar != null) {
            bar.setExtraMessage(subject);
        }
    }

    void loops(final int done) {
        if (bar != null) {
            bar.stepTo(before + Math.min(done, loops));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }

    /** From JDK 22 on there is a console also where there is no terminal, and it says so. */
    private static boolean isTerminal() {
        final Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) MethodHandles.publicLookup()
                    .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class))
                    .invoke(console);
        } catch (final NoSuchMethodException ex) {
            return true;
        } catch (final Throwable ex) {
            return false;
        }
    }
}
