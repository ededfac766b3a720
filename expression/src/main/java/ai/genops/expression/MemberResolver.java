package ai.genops.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ElementGet;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.StringLiteral;

/// Resolves `a.b`, `a['b']`, `a?.b` and the chains they are in: attributes by their names.
/// Calls: [CallResolver].
final class MemberResolver {
    private final Resolver resolver;
    private final Names names;
    private final String source;
    private final CallResolver calls;

    MemberResolver(Resolver resolver, Names names, String source) {
        this.resolver = resolver;
        this.names = names;
        this.source = source;
        this.calls = new CallResolver(resolver, this, names, source);
    }

    Node property(PropertyGet get) {
        return chained(inChain(get), get);
    }

    Node element(ElementGet get) {
        return chained(inChain(get), get);
    }

    Node call(FunctionCall call) {
        return call instanceof NewExpression created ? calls.created(created) : chained(inChain(call), call);
    }

    /// Ends a chain that `?.` may cut short.
    private Node chained(Node node, AstNode ast) {
        return hasOptional(ast) ? new Node.Chain(node) : node;
    }

    private boolean hasOptional(AstNode ast) {
        return switch (ast) {
            case PropertyGet get -> isOptional(get.getTarget(), get.getProperty()) || hasOptional(get.getTarget());
            case ElementGet get -> isOptional(get.getTarget(), get.getElement()) || hasOptional(get.getTarget());
            case NewExpression _ -> false;
            case FunctionCall call -> call.isOptionalCall() || hasOptional(call.getTarget());
            default -> false;
        };
    }

    /// The parser marks everything after a `?.` alike, so the source has to tell.
    boolean isOptional(AstNode target, AstNode next) {
        int from = resolver.at(target) + target.getLength();
        int to = resolver.at(next);
        return from < to
                && source.substring(from, Math.min(to, source.length())).contains("?.");
    }

    /// A node within a chain: what it is read off is not the end of the chain.
    Node inChain(AstNode ast) {
        return switch (ast) {
            case PropertyGet get -> get(get);
            case ElementGet get -> get(get);
            case NewExpression created -> calls.created(created);
            case FunctionCall call -> calls.call(call);
            default -> resolver.inPlace(ast);
        };
    }

    private Node get(PropertyGet get) {
        String member = get.getProperty().getIdentifier();
        String path = path(get);
        if (path != null) {
            return names.attribute(path);
        }
        String bare = bare(get);
        if (bare != null) {
            return new Node.Logical(Operator.Logical.COALESCE, names.attribute(bare), inside(get, member));
        }
        String holder = holder(get.getTarget());
        if (holder != null) {
            return constant(get, holder + "." + member);
        }
        if (get.getTarget() instanceof Name name) {
            Node attribute = attribute(name, member);
            if (attribute != null) {
                return attribute;
            }
        }
        return member(get, get.getTarget(), get.getProperty(), new Node.Literal(member));
    }

    /// `Math`, `C.Time`: the name of what holds functions and constants; null for anything else.
    @Nullable
    String holder(AstNode ast) {
        return switch (ast) {
            case Name name -> names.isHolder(name.getIdentifier()) ? name.getIdentifier() : null;
            case PropertyGet get -> {
                String before = holder(get.getTarget());
                String path = before + "." + get.getProperty().getIdentifier();
                yield before != null && Functions.HOLDERS.contains(path) ? path : null;
            }
            default -> null;
        };
    }

    private Node get(ElementGet get) {
        String holder = holder(get.getTarget());
        if (holder != null && get.getElement() instanceof StringLiteral key) {
            return constant(get, holder + "." + key.getValue());
        }
        if (get.getElement() instanceof StringLiteral key && get.getTarget() instanceof Name name) {
            Node attribute = attribute(name, key.getValue());
            if (attribute != null) {
                return attribute;
            }
        }
        Node key = resolver.resolve(get.getElement());
        if (names.isWholeEvent(get.getTarget())) {
            String name = Compiler.constantKey(key);
            return name == null
                    ? new Node.Member(names.wholeEvent(), key, false, resolver.at(get.getElement()))
                    : names.ofEvent(name);
        }
        return member(get, get.getTarget(), get.getElement(), key);
    }

    private Node member(AstNode whole, AstNode target, AstNode next, Node key) {
        Node object = inChain(target);
        boolean optional = isOptional(target, next);
        if (Types.of(object) == Type.NOTHING && !optional && !(object.equals(Node.UNDEFINED) && isBroken(target))) {
            resolver.error(whole, "undefined and null have no members");
        }
        if (key instanceof Node.Literal(String name) && next instanceof Name) {
            memberIsThere(target, next, Types.of(object), name);
        }
        return new Node.Member(object, key, optional, resolver.at(next));
    }

    /// Texts and arrays have a length, numbers and booleans have nothing but methods.
    private void memberIsThere(AstNode target, AstNode next, Type type, String name) {
        boolean hasLength = type == Type.TEXT || type == Type.LIST;
        if ((!hasLength && type != Type.NUMBER && type != Type.BOOLEAN) || (hasLength && name.equals("length"))) {
            return;
        }
        String who = "`" + text(target) + "` is " + type.words() + ", which has no member `" + name + "`";
        boolean isMethod = Methods.namesFor(type).contains(name);
        resolver.error(
                next,
                who
                        + (isMethod
                                ? "; to call the method, write " + name + "()"
                                : DidYouMean.of(name, hasLength ? List.of("length") : List.of())));
    }

    /// Whether something else is wrong with it, so that it is undefined only for want of better.
    boolean isBroken(AstNode target) {
        return !(target instanceof Name name && names.find(name.getIdentifier()) != null);
    }

    private Node constant(AstNode ast, String name) {
        Node constant = names.constant(name);
        if (constant != null) {
            return constant;
        }
        if (Functions.find(name) != null) {
            return resolver.error(ast, "`" + name + "` is a function: call it");
        }
        if (Functions.HOLDERS.contains(name)) {
            return resolver.error(ast, "`" + name + "` is no value; use what it holds, as in " + name + ".…");
        }
        String advice = Advice.forFunction(name);
        if (!advice.isEmpty()) {
            return resolver.error(ast, "`" + name + "` is not available: " + advice);
        }
        String where = name.startsWith("C.env.")
                ? ": the configuration lets expressions read no environment variable of that name"
                : "";
        return resolver.error(ast, "`" + name + "` is not known" + where + names.suggestion(name));
    }

    /// `attributes.name`, `resource.name`, or `__e.name`, which is Cribl's for any name an event has: what
    /// the name alone stands for, else an attribute; null if it is none of these.
    private @Nullable Node attribute(Name object, String member) {
        if (object.getIdentifier().equals(Names.WHOLE_EVENT)) {
            return names.ofEvent(member);
        }
        return names.find(object.getIdentifier()) instanceof Node.Given(var builtIn)
                ? switch (builtIn) {
                    case ATTRIBUTES -> names.attribute(member);
                    case RESOURCE -> names.resourceAttribute(member);
                    default -> null;
                }
                : null;
    }

    /// The dotted name if it begins as names of attributes do, else null.
    private @Nullable String path(AstNode ast) {
        if (ast instanceof Name name) {
            return names.isNamespace(name.getIdentifier()) ? name.getIdentifier() : null;
        }
        if (!(ast instanceof PropertyGet get)) {
            return null;
        }
        String before = path(get.getTarget());
        return before == null ? null : before + "." + get.getProperty().getIdentifier();
    }

    /// The dotted name of an attribute if it begins with a name that stands for one alone, else null: an object arrives
    /// as one attribute or, taken apart, as many with dotted names.
    private @Nullable String bare(AstNode ast) {
        if (ast instanceof Name name) {
            return names.bare(name.getIdentifier()) == null ? null : name.getIdentifier();
        }
        if (!(ast instanceof PropertyGet get)) {
            return null;
        }
        String before = bare(get.getTarget());
        return before == null ? null : before + "." + get.getProperty().getIdentifier();
    }

    /// The member of the object that the name before stands for, if there is one.
    private Node inside(PropertyGet get, String member) {
        Node object = inChain(get.getTarget());
        return new Node.Chain(new Node.Member(object, new Node.Literal(member), true, resolver.at(get.getProperty())));
    }

    String text(AstNode ast) {
        int from = resolver.at(ast);
        String text = source.substring(from, Math.clamp(from + ast.getLength(), from, source.length()));
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
