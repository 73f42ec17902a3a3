"""The words of vocabularies that stand fast, so that a misspelt one is known for what it is.

From the documents that the namespaces lead to: RDF 1.2, RDFS, OWL 2, SKOS, DCMI Metadata Terms, the Organization Ontology,
FOAF 0.99, and the datatypes of XML Schema 1.1.
"""

from partnercities.model.vocabulary import PREFIXES

_WORDS = {
    "rdf": """Alt Bag CompoundLiteral HTML JSON List PlainLiteral Property Seq Statement XMLLiteral dirLangString direction
        first langString language nil object predicate reifies rest subject type value""",
    "rdfs": """Class Container ContainerMembershipProperty Datatype Literal Resource comment domain isDefinedBy label member
        range seeAlso subClassOf subPropertyOf""",
    "owl": """AllDifferent AllDisjointClasses AllDisjointProperties Annotation AnnotationProperty AsymmetricProperty Axiom
        Class DataRange DatatypeProperty DeprecatedClass DeprecatedProperty FunctionalProperty InverseFunctionalProperty
        IrreflexiveProperty NamedIndividual NegativePropertyAssertion Nothing ObjectProperty Ontology OntologyProperty
        ReflexiveProperty Restriction SymmetricProperty Thing TransitiveProperty allValuesFrom annotatedProperty
        annotatedSource annotatedTarget assertionProperty backwardCompatibleWith bottomDataProperty bottomObjectProperty
        cardinality complementOf datatypeComplementOf deprecated differentFrom disjointUnionOf disjointWith distinctMembers
        equivalentClass equivalentProperty hasKey hasSelf hasValue imports incompatibleWith intersectionOf inverseOf
        maxCardinality maxQualifiedCardinality members minCardinality minQualifiedCardinality onClass onDataRange onDatatype
        onProperties onProperty oneOf priorVersion propertyChainAxiom propertyDisjointWith qualifiedCardinality rational real
        sameAs someValuesFrom sourceIndividual targetIndividual targetValue topDataProperty topObjectProperty unionOf
        versionIRI versionInfo withRestrictions""",
    "skos": """Collection Concept ConceptScheme OrderedCollection altLabel broadMatch broader broaderTransitive changeNote
        closeMatch definition editorialNote exactMatch example hasTopConcept hiddenLabel historyNote inScheme mappingRelation
        member memberList narrowMatch narrower narrowerTransitive notation note prefLabel related relatedMatch scopeNote
        semanticRelation topConceptOf""",
    "dcterms": """Agent AgentClass BibliographicResource Box DCMIType DDC FileFormat Frequency IMT ISO3166 ISO639-2 ISO639-3
        Jurisdiction LCC LCSH LicenseDocument LinguisticSystem Location LocationPeriodOrJurisdiction MESH MediaType
        MediaTypeOrExtent MethodOfAccrual MethodOfInstruction NLM Period PeriodOfTime PhysicalMedium PhysicalResource Point
        Policy ProvenanceStatement RFC1766 RFC3066 RFC4646 RFC5646 RightsStatement SizeOrDuration Standard TGN UDC URI W3CDTF
        abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience available
        bibliographicCitation conformsTo contributor coverage created creator date dateAccepted dateCopyrighted dateSubmitted
        description educationLevel extent format hasFormat hasPart hasVersion identifier instructionalMethod isFormatOf
        isPartOf isReferencedBy isReplacedBy isRequiredBy isVersionOf issued language license mediator medium modified
        provenance publisher references relation replaces requires rights rightsHolder source spatial subject tableOfContents
        temporal title type valid""",
    "org": """ChangeEvent FormalOrganization Head Membership Organization OrganizationalCollaboration OrganizationalUnit Post
        Role Site basedAt changedBy classification hasMember hasMembership hasPost hasPrimarySite hasRegisteredSite hasSite
        hasSubOrganization hasUnit headOf heldBy holds identifier linkedTo location member memberDuring memberOf organization
        originalOrganization postIn purpose remuneration reportsTo resultedFrom resultingOrganization role roleProperty
        siteAddress siteOf subOrganizationOf transitiveSubOrganizationOf unitOf""",
    "foaf": """Agent Document Group Image LabelProperty OnlineAccount OnlineChatAccount OnlineEcommerceAccount
        OnlineGamingAccount Organization Person PersonalProfileDocument Project account accountName accountServiceHomepage age
        aimChatID based_near birthday currentProject depiction depicts dnaChecksum familyName family_name firstName focus
        fundedBy geekcode gender givenName givenname holdsAccount homepage icqChatID img interest isPrimaryTopicOf jabberID
        knows lastName logo made maker mbox mbox_sha1sum member membershipClass msnChatID myersBriggs name nick openid page
        pastProject phone plan primaryTopic publications schoolHomepage sha1 skypeID status surname theme thumbnail tipjar
        title topic topic_interest weblog workInfoHomepage workplaceHomepage yahooChatID""",
    "xsd": """ENTITIES ENTITY ID IDREF IDREFS NCName NMTOKEN NMTOKENS NOTATION Name QName anyAtomicType anySimpleType anyType
        anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float gDay
        gMonth gMonthDay gYear gYearMonth hexBinary int integer language long negativeInteger nonNegativeInteger
        nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte unsignedInt unsignedLong
        unsignedShort yearMonthDuration""",
}

STANDARD = {PREFIXES[prefix]: frozenset(words.split()) for prefix, words in _WORDS.items()}
"""The words of each vocabulary by its namespace."""
