package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpression;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathFactoryConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// `xpath outfield=name field=xml "//identity/@name"`: what an XPath finds in XML, each match a value. Splunk, Search
/// Reference,
/// `xpath`.
///
/// @param otherwise the value of rows in which nothing is found; null: none
record Xpath(
        String path, String field, String target, @Nullable String otherwise, int at) implements Command.Step {
    private static final String[] OPTIONS = {"field", "outfield", "default"};

    static Xpath read(Cursor in) {
        String field = "_raw";
        String target = "xpath";
        String otherwise = null;
        String path = null;
        int at = in.here();
        while (!in.atEnd()) {
            String option = in.option(OPTIONS);
            int here = in.here();
            switch (option) {
                case "field" -> field = in.optionValue();
                case "outfield" -> target = in.optionValue();
                case "default" -> otherwise = in.optionValue();
                case null, default -> {
                    UnknownOption.refuse(in, "xpath", OPTIONS);
                    at = here;
                    path = in.optionValue();
                    var _ = compiled(path, at, in);
                }
            }
        }
        if (path == null) {
            throw in.error("an XPath in quotes expected", "Example: xpath outfield=name \"//identity/@name\"");
        }
        return new Xpath(path, field, target, otherwise, at);
    }

    private static XPathExpression compiled(String path, int at, Cursor in) {
        try {
            return xpath().compile(path);
        } catch (XPathExpressionException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^[\\w.]+Exception: ", "");
            throw in.errorAt(at, "`%s` is no XPath: %s".formatted(path, why), null);
        }
    }

    private static XPath xpath() {
        try {
            XPathFactory factory = XPathFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            return factory.newXPath();
        } catch (XPathFactoryConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        XPathExpression expression = compiled(path, at, new Cursor(planning.text()));
        var reader = new XmlText();
        return TextColumn.of(
                input,
                planning.field(field, input.schema()),
                target,
                text -> found(reader.read(text), expression),
                otherwise,
                "xpath",
                planning);
    }

    private static List<String> found(@Nullable Document document, XPathExpression expression) {
        if (document == null) {
            return List.of();
        }
        try {
            var nodes = (NodeList) expression.evaluate(document, XPathConstants.NODESET);
            var values = new ArrayList<String>();
            for (int i = 0; i < nodes.getLength(); i++) {
                values.add(nodes.item(i).getTextContent());
            }
            return values;
        } catch (XPathExpressionException _) {
            return value(document, expression);
        }
    }

    /// Of `count(//a)` and the like, which find no nodes.
    private static List<String> value(Document document, XPathExpression expression) {
        try {
            String text = expression.evaluate(document);
            return text.isEmpty() ? List.of() : List.of(text);
        } catch (XPathExpressionException _) {
            return List.of();
        }
    }
}
