/* loans: what people lend, a table of this service's own beside those of @souk/db. */

/* @name addLoan */
-- Lends a product for some days.
insert into loans (id, product_id, borrower_id, due_on)
values (:id!, :productId!, :borrowerId!, current_date + :days!::int)
returning loans.*;

/* @name listLoansNearby */
-- What a person has borrowed, the nearest owner first, with the distance to the place that the public is shown.
select
  loans.id,
  loans.due_on,
  products.title,
  st_distance(products.public_location, :origin!) as "distance_metres?"
from loans
join products on products.id = loans.product_id
where loans.borrower_id = :borrowerId!
order by "distance_metres?", loans.id
limit :limit!;
