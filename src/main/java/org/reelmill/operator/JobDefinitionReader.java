package org.reelmill.operator;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Reads what a job definition says about parameters, steps and who starts it. */
final class JobDefinitionReader {

    /** {@code #{jobParameters['days']}?:30;} */
    private static final Pattern PARAMETER =
            Pattern.compile("#\\{jobParameters\\[['\"]([^'\"]+)['\"]]}(?:\\?:([^;\"]*);?)?");

    /** A property of the job: the reason why only the product itself starts it. */
    private static final String OWN_STARTER = "startedBy";

    private JobDefinitionReader() {}

    /** @throws IllegalStateException it is no job definition; the build would not have taken it */
    static JobDefinition read(String name, String xml) {
        Document document = parse(name, xml);
        Element job = document.getDocumentElement();
        return new JobDefinition(
                name,
                description(document),
                parameters(xml),
                steps(job),
                !job.getAttribute("restartable").equals("false"),
                ownStarter(job),
                xml);
    }

    private static Map<String, Optional<String>> parameters(String xml) {
        Map<String, Optional<String>> parameters = new LinkedHashMap<>();
        Matcher found = PARAMETER.matcher(xml);
        while (found.find()) {
            Optional<String> byDefault = Optional.ofNullable(found.group(2));
            parameters.merge(found.group(1), byDefault, (one, other) -> one.isPresent() ? one : other);
        }
        return parameters;
    }

    private static List<String> steps(Element job) {
        List<String> steps = new ArrayList<>();
        NodeList elements = job.getElementsByTagNameNS("*", "step");
        for (int i = 0; i < elements.getLength(); i++) {
            steps.add(((Element) elements.item(i)).getAttribute("id"));
        }
        return steps;
    }

    /** Of the job itself, not of one of its steps or artifacts. */
    private static Optional<String> ownStarter(Element job) {
        NodeList properties = job.getElementsByTagNameNS("*", "property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (property.getAttribute("name").equals(OWN_STARTER)
                    && property.getParentNode().getParentNode() == job) {
                return Optional.of(property.getAttribute("value"));
            }
        }
        return Optional.empty();
    }

    private static String description(Document document) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() == Node.COMMENT_NODE) {
                return node.getNodeValue().strip().replaceAll("\\s+", " ");
            }
        }
        return "";
    }

    private static Document parse(String name, String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(name + " is no job definition", e);
        }
    }
}
