import gc

from partnercities.shacl.undisturbed import undisturbed


def test_the_search_for_garbage_goes_on_as_before():
    gc.enable()
    with undisturbed():
        assert not gc.isenabled()
        with undisturbed():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
