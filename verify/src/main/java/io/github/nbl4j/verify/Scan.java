// SPDX-License-Identifier: Apache-2.0
package io.github.nbl4j.verify;

import io.github.nbl4j.pool.Irql;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Walks everything reachable from the operations of DISPATCH_LEVEL, breadth first, so that the path of a finding is a
 * shortest one. Bodies come from the members of {@link Classes} and the jars below them; a call into the JDK must be
 * argued. Instructions that can only end in a throw are not looked at: a caller who broke a rule pays for the message.
 */
final class Scan {
    private final Classes classes;
    private final Allowed allowed;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Method> callbacks = new LinkedHashSet<>();

    /** By method, who was first seen to call it; itself for an operation. */
    private final Map<Method, Method> callers = new LinkedHashMap<>();

    private final Map<Method, Body> bodies = new LinkedHashMap<>();
    private final Map<Method, Map<Integer, List<Method>>> callees = new LinkedHashMap<>();
    private final Queue<Method> pending = new ArrayDeque<>();

    Scan(final Classes classes, final Allowed allowed) {
        this.classes = classes;
        this.allowed = allowed;
        classes.dispatchLevel().forEach(operation -> reach(operation, operation));
        for (Method method = pending.poll(); method != null; method = pending.poll()) {
            look(method);
        }
        judgeLoops();
        judgeRecursion();
    }

    List<Finding> findings() {
        return findings;
    }

    /** Interfaces that users implement: they inherit the level, and the scan ends there. */
    Set<Method> callbacks() {
        return callbacks;
    }

    /** All that was looked at. */
    Set<Method> reached() {
        return bodies.keySet();
    }

    private void reach(final Method method, final Method caller) {
        if (callers.putIfAbsent(method, caller) == null) {
            pending.add(method);
        }
    }

    private void look(final Method method) {
        final Body body = new Body(classes, method);
        bodies.put(method, body);
        callees.put(method, new LinkedHashMap<>());
        body.offences().forEach(offence -> report(offence.rule(), offence.what(), method));
        body.calls().forEach((index, call) -> {
            final List<Method> targets = targets(method, call);
            callees.get(method).put(index, targets);
            targets.forEach(target -> reach(target, method));
        });
    }

    /** Where the scan goes on after a call; nowhere when it was judged here. */
    private List<Method> targets(final Method method, final MethodInsnNode call) {
        final String owner = allowed.implementation(call.owner);
        final Method declaration = classes.resolve(owner, call.name, call.desc);
        if (declaration == null) {
            final String jdk = Classes.isJdk(owner) ? owner : "java/lang/Object";
            if (!allowed.isLeaf(jdk, call.name)) {
                report(Rule.UNKNOWN, Method.name(jdk, call.name), method);
            }
            return List.of();
        }
        if (!isCallable(declaration, method)) {
            return List.of();
        }
        final boolean bound = call.getOpcode() == Opcodes.INVOKESTATIC || call.getOpcode() == Opcodes.INVOKESPECIAL;
        final List<Method> targets = bound ? List.of(declaration) : classes.implementations(owner, declaration);
        if (targets.isEmpty() && Classes.level(declaration) == Irql.Level.DISPATCH_LEVEL) {
            callbacks.add(declaration);
        } else if (targets.isEmpty()) {
            report(Rule.UNKNOWN, declaration.toString(), method);
        }
        return targets.stream().filter(target -> isCallable(target, method)).toList();
    }

    /** Not at PASSIVE_LEVEL: an override may say so although what it overrides does not. */
    private boolean isCallable(final Method target, final Method method) {
        final boolean passive = Classes.level(target) == Irql.Level.PASSIVE_LEVEL;
        if (passive) {
            report(Rule.PASSIVE, target.toString(), method);
        }
        return !passive;
    }

    private void judgeLoops() {
        final Set<Method> shared = new LinkedHashSet<>();
        bodies.forEach((method, body) -> {
            if (body.readsShared()) {
                addCallers(method, shared);
            }
        });
        // By name, and with their number: a further loop in an argued method is not argued yet.
        final Map<String, List<Method>> looping = new LinkedHashMap<>();
        bodies.forEach((method, body) -> body.loops().stream()
                .filter(loop -> body.readsShared(loop) || callsOneOf(shared, method, loop))
                .forEach(loop -> looping.computeIfAbsent(method.toString(), name -> new ArrayList<>())
                        .add(method)));
        looping.values()
                .forEach(methods ->
                        report(Rule.LOOP, methods.size() == 1 ? "" : methods.size() + " loops", methods.get(0)));
    }

    private void addCallers(final Method method, final Set<Method> callersToo) {
        if (callersToo.add(method)) {
            callees.forEach((caller, calls) -> {
                if (calls.values().stream().anyMatch(targets -> targets.contains(method))) {
                    addCallers(caller, callersToo);
                }
            });
        }
    }

    private boolean callsOneOf(final Set<Method> wanted, final Method method, final Flow.Loop loop) {
        return callees.get(method).entrySet().stream()
                .filter(call -> call.getKey() >= loop.first() && call.getKey() <= loop.last())
                .flatMap(call -> call.getValue().stream())
                .anyMatch(wanted::contains);
    }

    private void judgeRecursion() {
        for (final Method method : bodies.keySet()) {
            final Set<Method> below = new LinkedHashSet<>();
            final Queue<Method> next = new ArrayDeque<>(List.of(method));
            for (Method m = next.poll(); m != null; m = next.poll()) {
                callees.get(m).values().stream()
                        .flatMap(Collection::stream)
                        .filter(below::add)
                        .forEach(next::add);
            }
            if (below.contains(method)) {
                report(Rule.RECURSION, "", method);
            }
        }
    }

    private void report(final Rule rule, final String what, final Method method) {
        final LinkedList<Method> path = new LinkedList<>(List.of(method));
        while (callers.get(path.getFirst()) != path.getFirst()) {
            path.addFirst(callers.get(path.getFirst()));
        }
        final Finding finding = new Finding(rule, what, path);
        if (!allowed.has(finding.key())
                && findings.stream().noneMatch(f -> f.key().equals(finding.key()))) {
            findings.add(finding);
        }
    }
}
