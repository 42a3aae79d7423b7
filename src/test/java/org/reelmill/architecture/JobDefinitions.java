package org.reelmill.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import jakarta.inject.Named;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Compares a folder of job definitions with the batch artifacts among some classes. */
final class JobDefinitions {

    private static final String SUFFIX = ".xml";

    private final Path folder;
    private final JavaClasses classes;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> referred = new HashSet<>();

    JobDefinitions(Path folder, JavaClasses classes) {
        this.folder = folder;
        this.classes = classes;
    }

    /** Everything that does not fit together, as sentences. */
    List<String> problems() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList()) {
                check(file);
            }
        }
        artifacts()
                .filter(artifact -> !referred.contains(artifact.getName()))
                .forEach(artifact -> problems.add(artifact.getName() + " is referred to by no job"));
        return problems;
    }

    private void check(Path file) throws IOException {
        String name = file.getFileName().toString().replace(SUFFIX, "");
        Element job = parse(file).getDocumentElement();
        if (!job.getAttribute("id").equals(name)) {
            problems.add(name + SUFFIX + " has the job id " + job.getAttribute("id"));
        }
        String feature = name.replaceFirst("-.*", "");
        if (!name.matches("[a-z]+-[a-z]+(-[a-z]+)*") || !Places.LADDER.containsKey(feature)) {
            problems.add(name + SUFFIX + " is not called <feature>-<verb>" + SUFFIX);
        }
        NodeList elements = job.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            String ref = ((Element) elements.item(i)).getAttribute("ref");
            if (!ref.isEmpty()) {
                checkRef(name, feature, ref);
            }
        }
    }

    private void checkRef(String job, String feature, String ref) {
        Optional<JavaClass> artifact = artifacts()
                .filter(type -> type.getPackageName().equals(Places.BASE + feature + ".batch"))
                .filter(type -> beanName(type).equals(ref))
                .findFirst();
        artifact.ifPresentOrElse(
                type -> referred.add(type.getName()),
                () -> problems.add(job + SUFFIX + " refers to " + ref + ", which is no artifact of " + feature));
    }

    private Stream<JavaClass> artifacts() {
        return classes.stream()
                .filter(type -> Places.edge(type).equals(Optional.of("batch")))
                .filter(type -> type.isAnnotatedWith(Named.class));
    }

    private static String beanName(JavaClass type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static Document parse(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " is no XML", e);
        }
    }
}
