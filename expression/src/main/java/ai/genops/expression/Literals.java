package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.ast.AbstractObjectProperty;
import org.mozilla.javascript.ast.ArrayLiteral;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.ComputedPropertyKey;
import org.mozilla.javascript.ast.EmptyExpression;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NumberLiteral;
import org.mozilla.javascript.ast.ObjectLiteral;
import org.mozilla.javascript.ast.ObjectProperty;
import org.mozilla.javascript.ast.Spread;
import org.mozilla.javascript.ast.SpreadObjectProperty;
import org.mozilla.javascript.ast.StringLiteral;

/// Resolves array and object literals.
final class Literals {
    private Literals() {}

    static Node array(Resolver resolver, ArrayLiteral array) {
        List<Node.Element> elements = new ArrayList<>();
        for (AstNode element : array.getElements()) {
            switch (element) {
                case EmptyExpression _ -> elements.add(new Node.Element(Node.UNDEFINED, false));
                case Spread spread -> elements.add(new Node.Element(resolver.resolve(spread.getExpression()), true));
                default -> elements.add(new Node.Element(resolver.resolve(element), false));
            }
        }
        return new Node.ArrayOf(elements);
    }

    static Node object(Resolver resolver, ObjectLiteral object) {
        List<Node.Entry> entries = new ArrayList<>();
        for (AbstractObjectProperty element : object.getElements()) {
            switch (element) {
                case SpreadObjectProperty spread ->
                    entries.add(new Node.Entry(
                            null, resolver.resolve(spread.getSpreadNode().getExpression())));
                case ObjectProperty property
                when !property.isMethod() ->
                    entries.add(
                            new Node.Entry(key(resolver, property.getKey()), resolver.resolve(property.getValue())));
                default -> resolver.error(element, "an object cannot have methods here");
            }
        }
        return new Node.ObjectOf(entries);
    }

    /// The name of a member, as an object or a pattern has it.
    static Node key(Resolver resolver, AstNode key) {
        return switch (key) {
            case Name name -> new Node.Literal(name.getIdentifier());
            case StringLiteral text -> new Node.Literal(text.getValue());
            case NumberLiteral number -> new Node.Literal(Values.text(number.getNumber()));
            case ComputedPropertyKey computed -> resolver.resolve(computed.getExpression());
            default -> resolver.error(key, "this cannot be the name of a member");
        };
    }
}
