#include "support.h"
#include "support/catch.h"

using namespace pilcrow;
using namespace pilcrow::test;

TEST_CASE("amounts of money are not countries") {
  CHECK(countries_in("It cost 12 mln U.S. dlrs or 20 Swiss francs.").empty());
  CHECK(countries_in("US$ 20 or US$20").empty());
  CHECK(countries_in("49 U.S. cts, 3 Danish kroner, 5 Indian rupees").empty());
  CHECK(countries_in("Australian or New Zealand dollars, Malaysian/Singapore cents").empty());
  CHECK(countries_in("Canadian and U.S. dollars").empty());
  CHECK(countries_in("the Irish punt, the Finnish markka, Israeli shekels, Brazilian cruzeiros, "
                     "Estonian kroons, Latvian lats, Bangladeshi taka")
            .empty());
  CHECK(countries_in("The Canadian and U.S. governments sold dollars.") == "CA US");
}

TEST_CASE("a company whose name begins with a country or a city is not the country") {
  for (const char* company :
       {"Kuwait Petroleum Corp", "Cyprus Minerals Co", "China Steel Corporation", "Swiss Bank Corp",
        "British Petroleum Co Plc", "Bombay Palace Restaurants Inc", "New Zealand Aluminium Ltd",
        "Rugby Portland Cement Plc"}) {
    INFO(company);
    CHECK(countries_in(std::string("Shares of ") + company + " rose.").empty());
  }
  CHECK(countries_in("Hongkong and Shanghai Banking Corp") == "HK");
  CHECK(countries_in("SWISS BANK CORP SEES PROFIT").empty());
}

TEST_CASE("the country that a company is said to be from counts") {
  CHECK(countries_in("Swiss Nestle SA bought it.") == "CH");
  CHECK(countries_in("Japan's Fujitsu Ltd and Siemens AG of West Germany") == "DE JP");
  CHECK(countries_in("the U.S. Wickes Companies Inc") == "US");
  CHECK(countries_in("The Japanese bought Fairchild Corp.") == "JP");
  CHECK(countries_in("in Sweden, Volvo AB") == "SE");
  CHECK(countries_in("JAPAN SUES ACME CORP") == "JP");
  CHECK(countries_in("Kuwait. Petroleum Corp") == "KW");
}

TEST_CASE("names in angle brackets are companies") {
  CHECK(countries_in("Rockwell <ROK> rose.").empty());
  CHECK(countries_in("Boeing said <Air France> ordered two.").empty());
  CHECK(countries_in("a < Japan and b > Chile") == "CL JP");
}

TEST_CASE("a bank of a city is not the city, a central bank stands for its country") {
  CHECK(countries_in("Bank of Montreal, Bangkok Bank, Banque Nationale de Paris, Bank of America, "
                     "Union Bank of Switzerland, Credit Suisse First Boston")
            .empty());
  CHECK(countries_in("The Bank of Japan and the Bundesbank sold dollars.") == "DE JP");
}

TEST_CASE("where a bond is listed is no country it speaks of") {
  CHECK(countries_in("It will be listed in Luxembourg.").empty());
  CHECK(countries_in("Listing will be in London.").empty());
  CHECK(countries_in("The firm is listed. In Luxembourg it rains.") == "LU");
  CHECK(countries_in("Luxembourg listed its demands.") == "LU");
}

TEST_CASE("a place in brackets inside a company's name is not the country") {
  CHECK(countries_in("C. Itoh and Co (Hong Kong) Ltd guaranteed it.").empty());
  CHECK(countries_in("Dominion Securities (Alberta) Inc, Victa (U.K.) Ltd").empty());
  CHECK(countries_in("the colony (Hong Kong) Ltd was silent about") == "HK");
}

TEST_CASE("a bank of commerce with the name of a central bank does not stand for the country") {
  CHECK(countries_in("the Industrial Bank of Japan and Long-Term Credit Bank of Japan").empty());
  CHECK(countries_in("Bank of Japan Ltd, Chase Manhattan Bank of Canada").empty());
  CHECK(countries_in("The Bank of Japan and the Export-Import Bank of Japan lent.") == "JP");
}

TEST_CASE("a company of the legal form Bhd or Berhad is one") {
  CHECK(countries_in("Malaysia Mining Bhd, Malayan Banking Berhad").empty());
  CHECK(countries_in("Japanese Companies Expand In Malaysia") == "JP MY");
}

TEST_CASE("what stands before an institution says whose it is") {
  CHECK(countries_in("the Canadian House of Commons") == "CA");
  CHECK(countries_in("the French Agriculture Department") == "FR");
  CHECK(countries_in("Manitoba's Agriculture Department") == "CA");
  CHECK(countries_in("the Agriculture Department said") == "US");
  CHECK(countries_in("Israel Hamas talks, Japan White House meeting") == "IL JP PS US");
}

TEST_CASE("the House of Commons is London's unless Canada is what the text speaks of") {
  CHECK(countries_in("The House of Commons voted.") == "GB");
  CHECK(countries_in("In Ottawa the minister told the House of Commons.") == "CA");
  CHECK(countries_in("London awaits the House of Commons.") == "GB");
}
