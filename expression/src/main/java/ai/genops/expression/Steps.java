package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.expression.Statement.Flow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns resolved statements into steps that run.
final class Steps {
    private Steps() {}

    /// A compiled statement. Unchanging, as [Code] is.
    interface Step {
        Flow run(Event event, Locals locals);
    }

    static Step compile(Statement statement) {
        return switch (statement) {
            case Statement.Evaluate(var node) -> new Evaluate(Compiler.compile(node));
            case Statement.Block(var statements) ->
                new Block(statements.stream().map(Steps::compile).toList());
            case Statement.If(var test, var yes, var no) -> new If(Compiler.compile(test), compile(yes), compile(no));
            case Statement.Loop(var test, var update, var body, var bodyFirst) ->
                new Loop(Compiler.compile(test), Compiler.compile(update), compile(body), bodyFirst);
            case Statement.Each each -> each(each);
            case Statement.Switch(var value, var cases) ->
                new Switch(
                        Compiler.compile(value),
                        cases.stream().map(Steps::branch).toList());
            case Statement.Jump(var flow) -> new Jump(flow);
            case Statement.Return(var value) -> new Return(Compiler.compile(value));
            case Statement.Throw(var value, var at) -> new Throw(Compiler.compile(value), at);
            case Statement.Try(var body, var slot, var handler, var last) ->
                new Try(compile(body), slot, handler == null ? null : compile(handler), compile(last));
        };
    }

    private static Step each(Statement.Each each) {
        List<Calls.Part> parts = each.parts().stream()
                .map(part -> new Calls.Part(part.slot(), Compiler.compile(part.value())))
                .toList();
        return new Each(each.slot(), parts, Compiler.compile(each.in()), each.keys(), compile(each.body()), each.at());
    }

    private static Branch branch(Statement.Case branch) {
        Node test = branch.test();
        return new Branch(test == null ? null : Compiler.compile(test), compile(branch.body()));
    }

    /// The statements of a function as code that gives what they return.
    record Body(Step step) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            step.run(event, locals);
            return locals.takeResult();
        }
    }

    private record Evaluate(Code code) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            code.value(event, locals);
            locals.spend(0);
            return Flow.NEXT;
        }
    }

    private record Block(List<Step> steps) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            for (Step step : steps) {
                Flow flow = step.run(event, locals);
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }
    }

    private record If(Code test, Step yes, Step no) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            return test.test(event, locals) ? yes.run(event, locals) : no.run(event, locals);
        }
    }

    private record Loop(Code test, Code update, Step body, boolean bodyFirst) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            boolean first = bodyFirst;
            while (first || test.test(event, locals)) {
                first = false;
                locals.round();
                Flow flow = body.run(event, locals);
                if (flow == Flow.BREAK || flow == Flow.RETURN) {
                    return flow == Flow.BREAK ? Flow.NEXT : flow;
                }
                update.value(event, locals);
            }
            return Flow.NEXT;
        }
    }

    private record Each(int slot, List<Calls.Part> parts, Code in, boolean keys, Step body, int at) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            Object whole = in.value(event, locals);
            List<?> elements = keys ? keys(whole) : elements(whole);
            for (int i = 0; i < elements.size(); i++) {
                if (keys && !Members.has(whole, elements.get(i))) {
                    continue;
                }
                locals.round();
                locals.set(slot, elements.get(i));
                for (Calls.Part part : parts) {
                    locals.set(part.slot(), part.code().value(event, locals));
                }
                Flow flow = body.run(event, locals);
                if (flow == Flow.BREAK || flow == Flow.RETURN) {
                    return flow == Flow.BREAK ? Flow.NEXT : flow;
                }
            }
            return Flow.NEXT;
        }

        private List<?> elements(@Nullable Object whole) {
            return switch (whole) {
                case List<?> list -> list;
                case String text -> Structures.characters(text);
                case JsSet set -> set.list();
                case Map<?, ?> _ ->
                    throw new EvaluationException(
                            "`for … of` needs an array, found an object; write for (const [name, value] of"
                                    + " Object.entries(x))",
                            at);
                case null, default ->
                    throw new EvaluationException("`for … of` needs an array, found " + Arguments.describe(whole), at);
            };
        }

        /// The names that there are when the loop begins; of what has none, none.
        private static List<?> keys(@Nullable Object whole) {
            return List.copyOf(ObjectFunctions.members(whole).keySet());
        }
    }

    private record Branch(@Nullable Code test, Step body) {}

    private record Switch(Code value, List<Branch> branches) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            int begin = begin(value.value(event, locals), event, locals);
            for (int i = begin; i < branches.size(); i++) {
                Flow flow = branches.get(i).body.run(event, locals);
                if (flow != Flow.NEXT) {
                    return flow == Flow.BREAK ? Flow.NEXT : flow;
                }
            }
            return Flow.NEXT;
        }

        private int begin(@Nullable Object wanted, Event event, Locals locals) {
            int otherwise = branches.size();
            for (int i = 0; i < branches.size(); i++) {
                Code test = branches.get(i).test;
                if (test == null) {
                    otherwise = i;
                } else if (Equality.strict(wanted, test.value(event, locals))) {
                    return i;
                }
            }
            return otherwise;
        }
    }

    private record Jump(Flow flow) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            return flow;
        }
    }

    private record Return(Code value) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            locals.result(value.value(event, locals));
            return Flow.RETURN;
        }
    }

    private record Throw(Code value, int at) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            Object thrown = value.value(event, locals);
            Object message = thrown instanceof Map<?, ?> error ? error.get("message") : thrown;
            throw new EvaluationException(Values.text(message), at);
        }
    }

    /// What was thrown is caught as an object with a `message`. What ran out (rounds, steps) has run out behind
    /// it too.
    private record Try(Step body, int slot, @Nullable Step handler, Step last) implements Step {
        @Override
        public Flow run(Event event, Locals locals) {
            Flow flow;
            try {
                flow = handled(event, locals);
            } catch (EvaluationException e) {
                Flow end = last.run(event, locals);
                if (end != Flow.NEXT) {
                    return end;
                }
                throw e;
            }
            Object result = locals.takeResult();
            Flow end = last.run(event, locals);
            if (end != Flow.NEXT) {
                return end;
            }
            locals.result(result);
            return flow;
        }

        private Flow handled(Event event, Locals locals) {
            try {
                return body.run(event, locals);
            } catch (EvaluationException e) {
                if (handler == null) {
                    throw e;
                }
                Map<String, @Nullable Object> error = new LinkedHashMap<>();
                error.put("name", "Error");
                error.put("message", String.valueOf(e.getMessage()));
                locals.set(slot, error);
                return handler.run(event, locals);
            }
        }
    }
}
