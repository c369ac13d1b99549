"""The fields of an office."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop import demo
from cdd_desktop.ui.office_form import OfficeForm


@pytest.fixture
def form(qtbot: QtBot) -> OfficeForm:
    made = OfficeForm()
    qtbot.addWidget(made)
    return made


def test_a_district_that_is_in_no_list_is_shown_and_kept(form: OfficeForm) -> None:
    form.show_office(demo.OFFICE)
    assert form.district.text() == demo.OFFICE.district
    assert form.office() == demo.OFFICE
    form.phone.setText("038 000 000")
    assert form.office() == replace(demo.OFFICE, phone="038 000 000")


def test_a_district_of_the_list_takes_the_place_of_one_in_none(form: OfficeForm) -> None:
    form.show_office(demo.OFFICE)
    form.district._take("2405")
    office = form.office()
    assert office is not None
    assert (office.code, office.district) == ("2405", form.district.text())
    assert form.district.text() != demo.OFFICE.district
    form.district._take(demo.OFFICE.code)  # by mistake: the sample's own is still offered
    assert form.office() == replace(demo.OFFICE)


def test_another_province_does_not_offer_it(form: OfficeForm) -> None:
    form.show_office(demo.OFFICE)
    form.province._take("50")
    office = form.office()
    assert office is not None
    assert (office.code, office.district) == ("50", "")
    assert demo.OFFICE.district not in [name for _code, name in form.district.matches("")]
