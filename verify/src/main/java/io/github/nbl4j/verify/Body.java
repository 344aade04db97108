// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** What one method does when its caller broke no rule: its own offences, its calls, its reads of shared words. */
final class Body {
    /** A rule broken by an instruction. */
    record Offence(Rule rule, String what) {}

    private static final Set<String> WAITS = Set.of(
            "java/lang/Object.wait",
            "java/lang/Thread.join",
            "java/lang/Thread.onSpinWait",
            "java/lang/Thread.sleep",
            "java/lang/Thread.yield");

    private static final Pattern ATOMIC_OWNER = Pattern.compile("java/lang/invoke/VarHandle|.*/Unsafe(Api)?");
    private static final Pattern ATOMIC_READ =
            Pattern.compile("get.*(Volatile|Acquire|Opaque)|(weakC|c)ompareAnd.*|getAnd.*");

    private final Classes classes;
    private final Flow flow;
    private final List<Offence> offences = new ArrayList<>();
    /** By the place of the instruction, as are the reads. */
    private final TreeMap<Integer, MethodInsnNode> calls = new TreeMap<>();

    private final TreeMap<Integer, String> sharedReads = new TreeMap<>();

    Body(final Classes classes, final Method method) {
        this.classes = classes;
        flow = new Flow(method.node());
        if (method.has(Opcodes.ACC_SYNCHRONIZED)) {
            offences.add(new Offence(Rule.MONITOR, ""));
        }
        for (int i = 0; i < method.node().instructions.size(); i++) {
            if (!flow.isDoomed(i)) {
                judge(i, method.node().instructions.get(i));
            }
        }
    }

    List<Offence> offences() {
        return offences;
    }

    TreeMap<Integer, MethodInsnNode> calls() {
        return calls;
    }

    /** Other than by what it calls. */
    boolean readsShared() {
        return !sharedReads.isEmpty();
    }

    boolean readsShared(final Flow.Loop loop) {
        return !sharedReads.subMap(loop.first(), loop.last()).isEmpty();
    }

    List<Flow.Loop> loops() {
        return flow.loops();
    }

    private void judge(final int index, final AbstractInsnNode instruction) {
        switch (instruction.getOpcode()) {
            case Opcodes.MONITORENTER -> offences.add(new Offence(Rule.MONITOR, ""));
            case Opcodes.NEW -> offences.add(new Offence(Rule.NEW, dotted(((TypeInsnNode) instruction).desc)));
            case Opcodes.NEWARRAY, Opcodes.ANEWARRAY, Opcodes.MULTIANEWARRAY ->
                offences.add(new Offence(Rule.NEW_ARRAY, ""));
            case Opcodes.GETFIELD, Opcodes.GETSTATIC -> judge(index, (FieldInsnNode) instruction);
            case Opcodes.INVOKEDYNAMIC -> judge((InvokeDynamicInsnNode) instruction);
            default -> {
                if (instruction instanceof MethodInsnNode call) {
                    judge(index, call);
                }
            }
        }
    }

    private void judge(final int index, final FieldInsnNode field) {
        if (classes.isVolatile(field.owner, field.name)) {
            sharedReads.put(index, field.name);
        }
    }

    private void judge(final InvokeDynamicInsnNode site) {
        final Rule rule = switch (site.bsm.getOwner()) {
            case "java/lang/invoke/LambdaMetafactory" -> Rule.LAMBDA;
            case "java/lang/invoke/StringConcatFactory" -> Rule.CONCAT;
            default -> Rule.DYNAMIC;
        };
        offences.add(new Offence(rule, ""));
    }

    private void judge(final int index, final MethodInsnNode call) {
        if (WAITS.contains(call.owner + "." + call.name) || call.owner.startsWith("java/util/concurrent/locks/")) {
            offences.add(new Offence(Rule.WAIT, Method.name(call.owner, call.name)));
        } else if (call.owner.startsWith("[")) {
            offences.add(new Offence(Rule.NEW_ARRAY, ""));
        } else if (isBoxing(call)) {
            offences.add(new Offence(Rule.BOXING, dotted(call.owner)));
        } else {
            calls.put(index, call);
            final boolean atomic = ATOMIC_OWNER.matcher(call.owner).matches()
                    && ATOMIC_READ.matcher(call.name).matches();
            if (atomic || call.owner.startsWith("java/util/concurrent/atomic/")) {
                sharedReads.put(index, call.name);
            }
        }
    }

    private static boolean isBoxing(final MethodInsnNode call) {
        return call.name.equals("valueOf") && call.desc.matches("\\([BCDFIJSZ]\\)Ljava/lang/\\w+;");
    }

    private static String dotted(final String internalName) {
        return internalName.replace('/', '.');
    }
}
