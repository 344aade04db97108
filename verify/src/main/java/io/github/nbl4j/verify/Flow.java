// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control goes in one method: which instructions lie on the way to an exception only, and the loops. */
final class Flow {
    /** From the instruction that is jumped back to, to the last such jump; compilers lay a loop out in one piece. */
    record Loop(int first, int last) {}

    private final MethodNode method;
    private final InsnList instructions;
    private final List<List<Integer>> next = new ArrayList<>();
    private final boolean[] doomed;

    Flow(final MethodNode method) {
        this.method = method;
        instructions = method.instructions;
        doomed = new boolean[instructions.size()];
        for (int i = 0; i < doomed.length; i++) {
            next.add(successors(i));
        }
        addHandlers();
        while (spreadDoom()) {
            // Until nothing changes: an instruction is doomed when all that can follow it is.
        }
    }

    /** Whether every path from here ends in a throw out of the method: then the caller has broken a rule already. */
    boolean isDoomed(final int index) {
        return doomed[index];
    }

    /** One for each place that is jumped back to. */
    List<Loop> loops() {
        final Map<Integer, Integer> lastByFirst = new TreeMap<>();
        for (int i = 0; i < doomed.length; i++) {
            for (final int target : doomed[i] ? List.<Integer>of() : successors(i)) {
                if (target <= i) {
                    lastByFirst.put(target, i);
                }
            }
        }
        return lastByFirst.entrySet().stream()
                .map(loop -> new Loop(loop.getKey(), loop.getValue()))
                .toList();
    }

    private boolean spreadDoom() {
        boolean changed = false;
        for (int i = doomed.length - 1; i >= 0; i--) {
            final boolean ends = next.get(i).isEmpty();
            final boolean throwing = instructions.get(i).getOpcode() == Opcodes.ATHROW;
            if (!doomed[i] && (ends ? throwing : next.get(i).stream().allMatch(n -> doomed[n]))) {
                doomed[i] = true;
                changed = true;
            }
        }
        return changed;
    }

    private List<Integer> successors(final int index) {
        final AbstractInsnNode instruction = instructions.get(index);
        final int opcode = instruction.getOpcode();
        final List<Integer> following = new ArrayList<>();
        if (instruction instanceof JumpInsnNode jump) {
            following.add(instructions.indexOf(jump.label));
        } else if (instruction instanceof TableSwitchInsnNode table) {
            addSwitch(following, table.labels, table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            addSwitch(following, lookup.labels, lookup.dflt);
        }
        final boolean isSwitch = opcode == Opcodes.TABLESWITCH || opcode == Opcodes.LOOKUPSWITCH;
        final boolean isReturn = opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
        if (!isSwitch && !isReturn && opcode != Opcodes.GOTO && opcode != Opcodes.ATHROW && index + 1 < doomed.length) {
            following.add(index + 1);
        }
        return following;
    }

    private void addSwitch(final List<Integer> following, final List<LabelNode> labels, final LabelNode otherwise) {
        labels.forEach(label -> following.add(instructions.indexOf(label)));
        following.add(instructions.indexOf(otherwise));
    }

    private void addHandlers() {
        for (final TryCatchBlockNode block : method.tryCatchBlocks) {
            final int end = instructions.indexOf(block.end);
            for (int i = instructions.indexOf(block.start); i < end; i++) {
                next.get(i).add(instructions.indexOf(block.handler));
            }
        }
    }
}
