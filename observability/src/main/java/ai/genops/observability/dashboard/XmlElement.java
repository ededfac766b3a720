package ai.genops.observability.dashboard;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * An element of XML with what is in it. Documents are read without document types and without anything from outside.
 *
 * @param line where it begins, from 1
 * @param text all of its own text, without space around it
 * @param rawText the same with the space
 */
record XmlElement(
        String name, Map<String, String> attributes, List<XmlElement> children, String text, String rawText, int line) {
    private static final int MAX_DEPTH = 50;

    /**
     * The root of a document.
     *
     * @throws DashboardException if it is no XML; the message says where
     */
    static XmlElement read(String document) {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(document));
            in.nextTag();
            return element(in, 0);
        } catch (XMLStreamException e) {
            String[] lines = String.valueOf(e.getMessage()).split("Message: ", 2);
            throw new DashboardException("line %d, column %d: no XML: %s"
                    .formatted(
                            e.getLocation().getLineNumber(),
                            e.getLocation().getColumnNumber(),
                            lines[lines.length - 1]));
        }
    }

    private static XmlElement element(XMLStreamReader in, int depth) throws XMLStreamException {
        int line = in.getLocation().getLineNumber();
        if (depth > MAX_DEPTH) {
            throw new DashboardException("line " + line + ": elements are nested more than " + MAX_DEPTH + " deep");
        }
        String name = in.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        List<XmlElement> children = new ArrayList<>();
        var text = new StringBuilder();
        for (int event = in.next(); event != XMLStreamConstants.END_ELEMENT; event = in.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                children.add(element(in, depth + 1));
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text.append(in.getText());
            }
        }
        return new XmlElement(name, attributes, children, text.toString().strip(), text.toString(), line);
    }

    Stream<XmlElement> all(String child) {
        return children.stream().filter(element -> element.name.equals(child));
    }

    /** The text of a child; empty if there is none. */
    String text(String child) {
        return all(child).map(XmlElement::text).findFirst().orElse("");
    }

    /** The text of a child with the space around it; empty if there is none. */
    String rawText(String child) {
        return all(child).map(XmlElement::rawText).findFirst().orElse("");
    }

    String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }
}
