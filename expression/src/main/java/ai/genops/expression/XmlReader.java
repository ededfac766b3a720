package ai.genops.expression;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/// Reads XML as objects: an element is an object of its attributes and of the elements in it, with its own text as
/// `#text`; one that has nothing but text is the text. What is there several times is an array.
///
/// At most 100 levels (the reader's own limit, `jdk.xml.maxElementDepth`). Nothing is read from outside, and there are
/// no document types and no entities but those of XML itself.
final class XmlReader {
    private static final String TEXT = "#text";

    /// What is read.
    ///
    /// @param metadata also namespaces, prefixes and the declaration
    /// @param without elements that are left out, by their texts
    /// @param namedData of events of Windows: `<Data Name='a'>b</Data>` is `{a: 'b'}`
    record Form(boolean attributes, boolean metadata, Set<String> without, boolean namedData) {}

    private final XMLStreamReader in;
    private final Form form;

    private XmlReader(XMLStreamReader in, Form form) {
        this.in = in;
        this.form = form;
    }

    /// The object whose member is the root; null if it is no XML.
    static @Nullable Map<String, @Nullable Object> read(String text, Form form) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(text.strip()));
            return new XmlReader(in, form).document();
        } catch (XMLStreamException e) {
            return null;
        }
    }

    private Map<String, @Nullable Object> document() throws XMLStreamException {
        Map<String, List<@Nullable Object>> document = new LinkedHashMap<>();
        if (form.metadata && in.getVersion() != null) {
            put(document, "?xml", declaration());
        }
        in.nextTag();
        child(document, 0);
        while (in.hasNext()) {
            in.next();
        }
        return object(document);
    }

    private Map<String, @Nullable Object> declaration() {
        Map<String, @Nullable Object> declaration = new LinkedHashMap<>();
        declaration.put("version", in.getVersion());
        if (in.getCharacterEncodingScheme() != null) {
            declaration.put("encoding", in.getCharacterEncodingScheme());
        }
        if (in.standaloneSet()) {
            declaration.put("standalone", in.isStandalone() ? "yes" : "no");
        }
        return declaration;
    }

    /// Puts the element that begins here among the members of what it is in.
    private void child(Map<String, List<@Nullable Object>> members, int depth) throws XMLStreamException {
        String name = name(in.getPrefix(), in.getLocalName());
        String given = form.namedData && name.equals("Data") ? in.getAttributeValue(null, "Name") : null;
        Object value = element(depth);
        if (given != null && value instanceof Map<?, ?> data) {
            value = data.containsKey(TEXT) ? Values.text(data.get(TEXT)) : "";
        }
        if (!(value instanceof String text) || !form.without.contains(text)) {
            put(members, given == null ? name : given, value);
        }
    }

    private Object element(int depth) throws XMLStreamException {
        Limits.checkDepth(depth);
        Map<String, List<@Nullable Object>> members = new LinkedHashMap<>();
        attributes(members);
        var text = new StringBuilder();
        for (int next = in.next(); next != XMLStreamConstants.END_ELEMENT; next = in.next()) {
            switch (next) {
                case XMLStreamConstants.START_ELEMENT -> child(members, depth + 1);
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
                    text.append(in.getText());
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                default -> throw new XMLStreamException("an entity that is not known");
            }
        }
        String own = text.toString().strip();
        if (members.isEmpty()) {
            return own;
        }
        if (!own.isEmpty()) {
            put(members, TEXT, own);
        }
        return object(members);
    }

    private void attributes(Map<String, List<@Nullable Object>> members) {
        for (int i = 0; form.attributes && i < in.getAttributeCount(); i++) {
            String prefix = in.getAttributePrefix(i);
            String name = in.getAttributeLocalName(i);
            if (form.metadata || !(name.equals("xmlns") || "xmlns".equals(prefix))) {
                put(members, name(prefix, name), in.getAttributeValue(i));
            }
        }
    }

    /// Without namespaces, the reader gives prefixes of elements as parts of their names.
    private String name(@Nullable String prefix, String name) {
        if (!form.metadata) {
            return name.substring(name.indexOf(':') + 1);
        }
        return prefix == null || prefix.isEmpty() ? name : prefix + ":" + name;
    }

    private static void put(Map<String, List<@Nullable Object>> members, String name, Object value) {
        List<@Nullable Object> values = members.computeIfAbsent(name, _ -> new ArrayList<>());
        Limits.checkElements(values.size() + 1L);
        values.add(value);
    }

    private static Map<String, @Nullable Object> object(Map<String, List<@Nullable Object>> members) {
        Map<String, @Nullable Object> object = LinkedHashMap.newLinkedHashMap(members.size());
        members.forEach((name, values) -> object.put(name, values.size() == 1 ? values.getFirst() : values));
        return object;
    }
}
