package ai.genops.search.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/// The texts of XML's elements by their paths, `a.b.c`, and those of their attributes, `a.b{@name}`, as
/// `spath` has them; of several elements of a path all. A text that is no XML has none. Splunk, Search
/// Reference, `spath`. Used by one thread.
final class XmlFields implements TextFields {
    private static final Pattern STEP = Pattern.compile("([^{}]+)(?:\\{(\\d{1,9})})?(?:\\{@([^{}]+)})?");

    private final XmlText reader = new XmlText();

    @Override
    public Map<String, List<String>> of(String text) {
        var fields = new LinkedHashMap<String, List<String>>();
        Document document = reader.read(text);
        if (document != null) {
            add(document.getDocumentElement(), "", fields);
        }
        return fields;
    }

    private static void add(Element element, String above, Map<String, List<String>> fields) {
        String path = above + element.getTagName();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Node attribute = attributes.item(i);
            put(path + "{@" + attribute.getNodeName() + "}", attribute.getNodeValue(), fields);
        }
        String text = own(element);
        if (!text.isEmpty()) {
            put(path, text, fields);
        }
        children(element).forEach(child -> add(child, path + ".", fields));
    }

    private static void put(String path, String value, Map<String, List<String>> fields) {
        fields.computeIfAbsent(path, _ -> new ArrayList<>()).add(value);
    }

    private static List<Element> children(Element element) {
        var nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    /// Its text without that of elements in it.
    private static String own(Element element) {
        var text = new StringBuilder();
        var nodes = element.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            short type = nodes.item(i).getNodeType();
            if (type == Node.TEXT_NODE || type == Node.CDATA_SECTION_NODE) {
                text.append(nodes.item(i).getNodeValue());
            }
        }
        return text.toString().strip();
    }

    /// What is at a path; `a.b{2}` is the second `b` of an `a`.
    List<String> at(String path, String text) {
        Document document = reader.read(text);
        if (document == null) {
            return List.of();
        }
        @Nullable List<Element> found = null;
        @Nullable String attribute = null;
        for (String step : path.split("\\.", -1)) {
            Matcher matcher = STEP.matcher(step);
            if (!matcher.matches() || attribute != null) {
                return List.of();
            }
            String name = matcher.group(1);
            List<List<Element>> below = found == null
                    ? List.of(List.of(document.getDocumentElement()))
                    : found.stream().map(XmlFields::children).toList();
            int index = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
            found = below.stream()
                    .flatMap(siblings -> chosen(siblings, name, index).stream())
                    .toList();
            attribute = matcher.group(3);
        }
        return found == null ? List.of() : values(found, attribute);
    }

    private static List<Element> chosen(List<Element> siblings, String name, int index) {
        List<Element> named =
                siblings.stream().filter(each -> each.getTagName().equals(name)).toList();
        return index == 0 ? named : index > named.size() ? List.of() : List.of(named.get(index - 1));
    }

    private static List<String> values(List<Element> elements, @Nullable String attribute) {
        return elements.stream()
                .filter(each -> attribute == null || each.hasAttribute(attribute))
                .map(each -> attribute == null ? each.getTextContent().strip() : each.getAttribute(attribute))
                .toList();
    }
}
