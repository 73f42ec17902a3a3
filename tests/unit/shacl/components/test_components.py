"""Each constraint component by a small graph that breaks it: which focus node, which value, which component."""

import pytest

P = "x:S sh:targetNode x:a ; sh:property [ sh:path x:p ; {} ] ."
N = "x:S sh:targetNode x:a , 5 ; {} ."

CASES = [
    ("minCount", P, "sh:minCount 2", "x:a x:p 1 .", ["a  MinCount"]),
    ("minCount-none", P, "sh:minCount 1", "", ["a  MinCount"]),
    ("minCount-zero", P, "sh:minCount 0", "", []),
    ("maxCount", P, "sh:maxCount 1", "x:a x:p 1 , 2 .", ["a  MaxCount"]),
    ("maxCount-zero", P, "sh:maxCount 0", "x:a x:p 1 .", ["a  MaxCount"]),
    ("class", P, "sh:class x:C", "x:a x:p x:b , x:c , 1 . x:b a x:D . x:D rdfs:subClassOf x:C .", ["a 1 Class", "a c Class"]),
    ("class-twice", P, "sh:class x:C , x:D", "x:a x:p x:b . x:b a x:C .", ["a b Class"]),
    ("datatype", P, "sh:datatype xsd:date", 'x:a x:p "2023-02-29"^^xsd:date , "2023-02-28"^^xsd:date , x:b , 1 .', ["a 1 Datatype", "a 2023-02-29 Datatype", "a b Datatype"]),
    ("datatype-text", P, "sh:datatype xsd:string", 'x:a x:p "a" , "b"^^xsd:string , "c"@en .', ["a c Datatype"]),
    ("datatype-language", P, "sh:datatype rdf:langString", 'x:a x:p "a" , "c"@en .', ["a a Datatype"]),
    ("nodeKind-iri", N, "sh:nodeKind sh:IRI", "", ["5 5 NodeKind"]),
    ("nodeKind-both", N, "sh:nodeKind sh:IRIOrLiteral", "", []),
    ("nodeKind-blank", P, "sh:nodeKind sh:BlankNode", "x:a x:p x:b , [] .", ["a b NodeKind"]),
    ("minInclusive", P, "sh:minInclusive 1", 'x:a x:p 0.9 , 1 , "x" , x:b .', ["a 0.9 MinInclusive", "a b MinInclusive", "a x MinInclusive"]),
    ("minExclusive", P, "sh:minExclusive 1", "x:a x:p 1 , 1.1 .", ["a 1 MinExclusive"]),
    ("maxInclusive", P, "sh:maxInclusive 1", "x:a x:p 1 , 1e1 .", ["a 1e1 MaxInclusive"]),
    ("maxExclusive", P, "sh:maxExclusive 1", "x:a x:p 1 , 0 .", ["a 1 MaxExclusive"]),
    ("minLength", P, "sh:minLength 2", 'x:a x:p "a" , "ab" , 5 , [] .', ["a 5 MinLength", "a _ MinLength", "a a MinLength"]),
    ("minLength-zero", P, "sh:minLength 0", 'x:a x:p "" , [] .', ["a _ MinLength"]),
    ("maxLength", P, "sh:maxLength 10", 'x:a x:p x:b , "Ямбол" , "a long text" .', ["a a long text MaxLength"]),
    ("maxLength-iri", P, "sh:maxLength 3", "x:a x:p x:b .", ["a b MaxLength"]),
    ("pattern", P, 'sh:pattern "^b" ; sh:flags "i"', 'x:a x:p "Bo" , "ab" , x:b , [] .', ["a _ Pattern", "a ab Pattern", "a b Pattern"]),
    ("languageIn", P, 'sh:languageIn ( "bg" "EN" )', 'x:a x:p "a"@bg-Latn , "b"@en , "c"@bgx , "d" , 5 .', ["a 5 LanguageIn", "a c LanguageIn", "a d LanguageIn"]),
    ("uniqueLang", P, "sh:uniqueLang true", 'x:a x:p "a"@bg , "b"@BG , "c"@en , "d" , "e" .', ["a  UniqueLang"]),
    ("uniqueLang-two", P, "sh:uniqueLang true", 'x:a x:p "a"@bg , "b"@bg , "c"@bg , "c"@en , "d"@en .', ["a  UniqueLang"] * 2),
    ("equals", P, "sh:equals x:q", "x:a x:p 1 , 2 ; x:q 2 , 3 .", ["a 1 Equals", "a 3 Equals"]),
    ("equals-none", P, "sh:equals x:q", "x:a x:q 3 .", ["a 3 Equals"]),
    ("equals-node", N, "sh:equals x:q", "x:a x:q x:a .", ["5 5 Equals"]),
    ("disjoint", P, "sh:disjoint x:q", "x:a x:p 1 , 2 ; x:q 2 , 3 .", ["a 2 Disjoint"]),
    ("disjoint-terms", P, "sh:disjoint x:q", 'x:a x:p 2 ; x:q "02"^^xsd:integer .', []),
    ("lessThan", P, "sh:lessThan x:q", "x:a x:p 1 , 2 ; x:q 2 , 3 .", ["a 2 LessThan"]),
    ("lessThan-pairs", P, "sh:lessThan x:q", "x:a x:p 3 ; x:q 2 , 3 .", ["a 3 LessThan"] * 2),
    ("lessThan-incomparable", P, "sh:lessThan x:q", "x:a x:p x:b ; x:q 1 .", ["a b LessThan"]),
    ("lessThanOrEquals", P, "sh:lessThanOrEquals x:q", "x:a x:p 2 , 3 ; x:q 2 .", ["a 3 LessThanOrEquals"]),
    ("lessThanOrEquals-same", P, "sh:lessThanOrEquals x:q", "x:a x:p x:b ; x:q x:b .", ["a b LessThanOrEquals"]),
    ("not", N, "sh:not [ sh:nodeKind sh:IRI ]", "", ["a a Not"]),
    ("and", N, "sh:and ( [ sh:nodeKind sh:IRI ] [ sh:class x:C ] )", "", ["5 5 And", "a a And"]),
    ("and-none", N, "sh:and ()", "", []),
    ("or", N, "sh:or ( [ sh:nodeKind sh:IRI ] [ sh:class x:C ] )", "", ["5 5 Or"]),
    ("or-none", N, "sh:or ()", "", ["5 5 Or", "a a Or"]),
    ("xone", N, "sh:xone ( [ sh:nodeKind sh:IRI ] [ sh:class x:C ] )", "x:a a x:C .", ["5 5 Xone", "a a Xone"]),
    ("xone-same", N, "sh:xone ( x:T x:T ) . x:T sh:nodeKind sh:IRI", "", ["5 5 Xone", "a a Xone"]),
    ("node", P, "sh:node [ sh:class x:C ]", "x:a x:p x:b .", ["a b Node"]),
    ("property", P, "sh:property [ sh:path x:q ; sh:minCount 1 ]", "x:a x:p x:b .", ["b  MinCount"]),
    ("qualified-min", P, "sh:qualifiedValueShape [ sh:class x:C ] ; sh:qualifiedMinCount 1", "x:a x:p x:b .", ["a  QualifiedMinCount"]),
    ("qualified-empty", P, "sh:qualifiedValueShape [ sh:class x:C ] ; sh:qualifiedMinCount 1", "", ["a  QualifiedMinCount"]),
    ("qualified-max", P, "sh:qualifiedValueShape [] ; sh:qualifiedMaxCount 1", "x:a x:p 1 , 2 .", ["a  QualifiedMaxCount"]),
    ("qualified-no-shape", P, "sh:qualifiedMinCount 1", "", []),
    ("closed", N, "sh:closed true ; sh:property [ sh:path x:p ] ; sh:ignoredProperties ( x:q )", "x:a x:p 1 ; x:q 2 ; x:r 3 , 4 .", ["a 3 Closed", "a 4 Closed"]),
    ("closed-values", P, "sh:closed true", "x:a x:p x:b . x:b x:q 1 .", ["a 1 Closed"]),
    ("closed-one", N, 'sh:closed "1"^^xsd:boolean', "x:a x:p 1 .", []),
    ("hasValue", P, "sh:hasValue 1 , 2", "x:a x:p 1 .", ["a  HasValue"]),
    ("hasValue-written", P, "sh:hasValue 1", 'x:a x:p "01"^^xsd:integer .', ["a  HasValue"]),
    ("in", P, "sh:in ( x:b 1 )", "x:a x:p x:b , x:c , 1 , 2 .", ["a 2 In", "a c In"]),
    ("in-nothing", P, "sh:in ()", "x:a x:p x:b .", ["a b In"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "constraint", "data", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_constraint_finds_what_breaks_it(brief, form: str, constraint: str, data: str, expected: list[str]):
    assert [" ".join(row) for row in brief(form.format(constraint), data)] == expected


def test_neighbours_that_are_to_be_disjoint_do_not_count_the_same_value(brief):
    shapes = """
    x:S sh:targetNode x:a ; sh:property [ sh:path x:p ; sh:qualifiedValueShape x:T ; sh:qualifiedMinCount 1 ;
        sh:qualifiedValueShapesDisjoint true ] , [ sh:path x:p ; sh:qualifiedValueShape x:U ; sh:qualifiedMinCount 1 ] .
    x:T sh:class x:C . x:U sh:class x:D .
    """
    assert brief(shapes, "x:a x:p x:b . x:b a x:C , x:D .") == [("a", "", "QualifiedMinCount")]
    assert brief(shapes, "x:a x:p x:b , x:c . x:b a x:C . x:c a x:D .") == []


def test_a_result_knows_the_constraint_that_is_broken(check):
    (result,) = check("x:S sh:targetNode x:a ; sh:class x:C , x:D .", "x:a a x:D .")
    assert getattr(result.rule, "of", None) is not None
    assert str(getattr(result.rule, "of", "")) == "<http://x/C>"


def test_messages_and_severity_are_those_of_the_shape(check):
    (result,) = check('x:S sh:targetNode x:a ; sh:class x:C ; sh:message "Не"@bg ; sh:severity sh:Info .', "")
    assert [message.value for message in result.messages] == ["Не"]
    assert result.shape.severity.value.endswith("Info")
